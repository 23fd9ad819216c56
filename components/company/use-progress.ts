"use client";

import { useCallback, useState } from "react";

import type { SyncRunWithSteps } from "#lib/contracts/sync-run.ts";
import { addSample, type ProgressSample } from "./progress-estimate.ts";
import { useSyncRun } from "./use-company.ts";

interface Progress {
  readonly run: SyncRunWithSteps | undefined;
  /** How far it was at each of the last answers. */
  readonly samples: readonly ProgressSample[];
}

interface Held {
  readonly runId: string;
  readonly samples: readonly ProgressSample[];
}

/** A run under way. Each answer, also an equal one, says how far it was at that moment. */
export function useProgress(syncId: string | null): Progress {
  const [held, setHeld] = useState<Held>({ runId: "", samples: [] });
  const onAnswer = useCallback(({ id, counts }: SyncRunWithSteps) => {
    const sample = { atMs: Date.now(), seen: counts.seen };
    setHeld(({ runId, samples }) => ({ runId: id, samples: addSample(runId === id ? samples : [], sample) }));
  }, []);
  const { data: run } = useSyncRun(syncId, undefined, onAnswer);
  return { run, samples: held.runId === run?.id ? held.samples : [] };
}
