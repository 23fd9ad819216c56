import type { SyncKind } from "#lib/books/sync-run.ts";
import { runDatedSync } from "./dated-sync.ts";
import { readDates } from "#lib/runs/request/document-dates.ts";
import { runChangeSync } from "./change-sync.ts";
import { runFullSync } from "./full-sync.ts";
import { runRepair } from "./repair.ts";
import type { RunContext } from "./run-context.ts";
import type { RunResult } from "./run-result.ts";

const kinds = {
  full: runFullSync,
  incremental: runChangeSync,
  repair: runRepair,
} satisfies Record<SyncKind, (context: RunContext) => Promise<RunResult>>;

/**
 * A run with document dates reads those days, whatever its kind.
 *
 * @throws AppError for what ends the run (see step-failure).
 */
export function runByKind(context: RunContext): Promise<RunResult> {
  const { kind, transactionsFrom, transactionsTo } = context.run;
  const dates = readDates(transactionsFrom, transactionsTo);
  return dates ? runDatedSync(context, dates) : kinds[kind](context);
}
