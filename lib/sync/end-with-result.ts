import { noteAnswered } from "#lib/connections/state/company-failure.ts";
import type { FirmSql } from "#lib/db/scope.ts";
import { recordTypes } from "#lib/books/record-type.ts";
import { endRun, postponeRun, type RunError } from "#lib/runs/end-run.ts";
import { resolveNameless } from "#lib/store/record-failures.ts";
import { noteCurrent, noteTypeError } from "#lib/store/types/record-type-state.ts";
import { closeSteps, failStep } from "#lib/runs/progress/sync-steps.ts";
import { updateCompanyFacts } from "#lib/store/company/update-company-facts.ts";
import type { RunContext } from "./run-context.ts";
import type { RunOutcome } from "./run-dependencies.ts";
import type { RunResult } from "./run-result.ts";
import { retryAt } from "./schedule/retry-at.ts";
import { mayPass, sayFailure } from "./step-failure.ts";

/** Ends a run that did its work, wholly or in part, and says which types are behind. */
export async function endWithResult(context: RunContext, result: RunResult): Promise<RunOutcome> {
  const { lease, tally } = context;
  await noteAnswered(lease.companyId);
  const again = whenAgain(context, result);
  if (again) {
    await tally.store((counts) =>
      postponeRun(lease, { ...again, calls: counts, progressed: tally.progressed() }),
    );
    return { kind: "again", at: again.at };
  }
  const state = stateOf(result);
  const cursorAt = state === "failed" ? null : result.changesCursorAt;
  await tally.store((counts) =>
    endRun(lease, { state, error: errorOf(result), calls: counts, changesCursorAt: cursorAt }, (sql) =>
      noteResult(sql, context, result),
    ),
  );
  return { kind: "finished", state };
}

/** A whole reading is not given up for what may pass: the types that failed are tried again later. */
function whenAgain(context: RunContext, result: RunResult): { at: Date; error: RunError } | null {
  const passing = result.failed.find((one) => mayPass(one.failure));
  if (context.run.kind === "incremental" || !passing) return null;
  const { failure } = passing;
  const at = retryAt(failure.code, context.run.attempts, context.clock.now());
  if (at === null) return null;
  return {
    at,
    error: { code: failure.code, detail: sayFailure(failure), intuitTid: failure.intuitTid ?? null },
  };
}

function stateOf(result: RunResult): "succeeded" | "incomplete" | "failed" {
  if (result.failed.length === 0 && result.different.length === 0) return "succeeded";
  return result.current.length === 0 ? "failed" : "incomplete";
}

function errorOf(result: RunResult): RunError | null {
  const [first] = result.failed;
  if (first) {
    const names = result.failed.map((one) => recordTypes[one.recordType].plural).join(", ");
    const detail = `Not synced: ${names}. ${sayFailure(first.failure)}`;
    return { code: first.failure.code, detail, intuitTid: first.failure.intuitTid ?? null };
  }
  if (result.different.length === 0) return null;
  return {
    code: "sync.counts_differ",
    detail: result.different.map(sayDifference).join(" "),
    intuitTid: null,
  };
}

function sayDifference({ recordType, sourceCount, ourCount }: RunResult["different"][number]): string {
  const { plural } = recordTypes[recordType];
  return `${plural}: QuickBooks counts ${sourceCount.toLocaleString("en-US")}, we hold ${ourCount.toLocaleString("en-US")}.`;
}

async function noteResult(sql: FirmSql, { lease }: RunContext, result: RunResult): Promise<void> {
  for (const { recordType, failure } of result.failed) {
    await noteTypeError(sql, lease, recordType, sayFailure(failure));
  }
  if (result.asOf !== null) {
    const whole = new Set(result.readWhole);
    const changed = result.current.filter((recordType) => !whole.has(recordType));
    const apart = new Set(result.apart?.recordTypes);
    const caughtUp = result.readWhole.filter((recordType) => !apart.has(recordType));
    if (caughtUp.length > 0) await noteCurrent(sql, lease, caughtUp, result.asOf, true);
    if (result.apart && apart.size > 0) await noteCurrent(sql, lease, [...apart], result.apart.asOf, true);
    if (changed.length > 0) await noteCurrent(sql, lease, changed, result.asOf, false);
  }
  for (const different of result.different) {
    await noteTypeError(sql, lease, different.recordType, sayDifference(different));
    await failStep(sql, lease, different.recordType, {
      state: "incomplete",
      code: "sync.counts_differ",
      detail: sayDifference(different),
    });
  }
  await updateCompanyFacts(sql, lease);
  await resolveNameless(sql, lease, result.readWhole);
  await closeSteps(sql, lease);
}
