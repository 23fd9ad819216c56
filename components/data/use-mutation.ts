"use client";

import { useCallback, useId } from "react";
import { useSWRConfig } from "swr";
import useSWRMutation from "swr/mutation";

import { useToast } from "../ui/toast.tsx";
import { describeProblem } from "./problem-error.ts";

export interface Mutation<Input> {
  /** Whether it worked. Nothing is sent while the one before is under way. */
  readonly run: (input: Input) => Promise<boolean>;
  readonly underWay: boolean;
  /** What the last attempt threw; undefined after a success. */
  readonly problem: unknown;
}

export interface MutationRules<Input> {
  /** Answers the sentence that confirms it; null where the screen itself shows that it worked. */
  readonly send: (input: Input) => Promise<string | null>;
  /** Above the server's own words when it fails: "The sync was not started". */
  readonly failed: string;
  /** Endpoints whose data it changes: asked again before it counts as done. */
  readonly changes?: (url: string) => boolean;
  /** After what it changed has been asked again. */
  readonly onDone?: () => void;
}

type Work = () => Promise<string | null>;

/** Something a person does with a button: at most once at a time, and confirmed or explained by a toast. */
export function useMutation<Input = undefined>(rules: MutationRules<Input>): Mutation<Input> {
  const { send, failed, changes, onDone } = rules;
  const toast = useToast();
  const { mutate } = useSWRConfig();
  const { trigger, isMutating, error } = useSWRMutation<string | null, unknown, string, Work>(
    useId(),
    (_key, { arg: work }) => work(),
    { revalidate: false },
  );
  const run = useCallback(
    async (input: Input): Promise<boolean> => {
      if (isMutating) return false;
      try {
        const done = await trigger(async () => {
          const sentence = await send(input);
          if (changes) await mutate((key) => typeof key === "string" && changes(key));
          return sentence;
        });
        onDone?.();
        if (done !== null) toast.show({ tone: "good", title: done });
        return true;
      } catch (thrown) {
        toast.show({ tone: "bad", title: failed, detail: describeProblem(thrown) });
        return false;
      }
    },
    [isMutating, trigger, send, changes, mutate, onDone, toast, failed],
  );
  return { run, underWay: isMutating, problem: error };
}
