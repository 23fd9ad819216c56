"use client";

import { useCallback, useRef, useState } from "react";

import { useToast } from "../ui/toast.tsx";
import { describeProblem } from "./problem-error.ts";

export interface Mutation<Input> {
  readonly run: (input: Input) => Promise<boolean>;
  readonly underWay: boolean;
  /** What the last attempt threw; null after a success. */
  readonly problem: unknown;
}

/**
 * Something a person does with a button: at most once at a time, said when done, and a failure said in
 * the server's words. `run` answers whether it worked.
 */
export function useMutation<Input>(
  work: (input: Input) => Promise<string | null>,
  failed: string,
): Mutation<Input> {
  const toast = useToast();
  const [underWay, setUnderWay] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const busy = useRef(false);
  const run = useCallback(
    async (input: Input): Promise<boolean> => {
      if (busy.current) return false;
      busy.current = true;
      setUnderWay(true);
      try {
        const done = await work(input);
        setProblem(null);
        if (done !== null) toast.show({ tone: "good", title: done });
        return true;
      } catch (thrown) {
        setProblem(thrown);
        toast.show({ tone: "bad", title: failed, detail: describeProblem(thrown) });
        return false;
      } finally {
        busy.current = false;
        setUnderWay(false);
      }
    },
    [work, failed, toast],
  );
  return { run, underWay, problem };
}
