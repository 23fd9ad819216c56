import type { SyncKind, SyncTrigger } from "#lib/books/sync-run.ts";
import type { SyncId } from "#lib/core/ids.ts";
import type { Sql } from "#lib/db/scope.ts";
import { enqueue, type EnqueueOptions } from "./enqueue.ts";
import type { JobName } from "./jobs.ts";

export type SyncJobName = Extract<JobName, "run_change_sync" | "run_scheduled_sync" | "run_full_sync">;

interface SyncToRun {
  readonly id: SyncId;
  readonly kind: SyncKind;
  readonly trigger: SyncTrigger;
}

/** Whole books go by the bulk lane whoever asks; changes go promptly unless only the clock asks. */
export function syncJobFor(sync: Pick<SyncToRun, "kind" | "trigger">): SyncJobName {
  if (sync.kind !== "incremental") return "run_full_sync";
  return sync.trigger === "schedule" ? "run_scheduled_sync" : "run_change_sync";
}

/** Queues a stored run, in the transaction that stores it. Queued twice, it still runs once. */
export async function enqueueSync(sql: Sql, sync: SyncToRun, options: EnqueueOptions = {}): Promise<void> {
  await enqueue(sql, syncJobFor(sync), { syncId: sync.id }, { jobKey: `sync:${sync.id}`, ...options });
}
