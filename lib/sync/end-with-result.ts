import { noteAnswered } from "#lib/connections/state/company-failure.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { recordTypes } from "#lib/books/record-type.ts";
import { endRun, postponeRun, type RunError } from "#lib/runs/end-run.ts";
import { resolveMissingId } from "#lib/store/record-failures.ts";
import { markCurrent, storeTypeError } from "#lib/store/types/record-type-state.ts";
import { closeSteps, markStepDifferent } from "#lib/runs/progress/move-steps.ts";
import { updateCompanyFacts } from "./update-company-facts.ts";
import type { RunContext } from "./run-context.ts";
import type { RunOutcome } from "./run-dependencies.ts";
import type { RunResult } from "./run-result.ts";
import { mayPass, retryAt } from "./schedule/retry-at.ts";
import { describeFailure } from "./step-failure.ts";

/** Ends a run that did its work, wholly or in part, and says which types are behind. */
export async function endWithResult(context: RunContext, result: RunResult): Promise<RunOutcome> {
  const { lease, counter } = context;
  await noteAnswered(lease.companyId);
  const again = whenAgain(context, result);
  if (again) {
    await counter.store((counts) =>
      postponeRun(lease, { ...again, calls: counts, progressed: counter.progressed() }),
    );
    return { kind: "again", at: again.at };
  }
  const state = stateOf(result);
  const cursorAt = state === "failed" ? null : result.changesCursorAt;
  await counter.store((counts) =>
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
    error: { code: failure.code, detail: describeFailure(failure), intuitTid: failure.intuitTid ?? null },
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
    const detail = `Not synced: ${names}. ${describeFailure(first.failure)}`;
    return { code: first.failure.code, detail, intuitTid: first.failure.intuitTid ?? null };
  }
  if (result.different.length === 0) return null;
  return {
    code: "sync.counts_differ",
    detail: result.different.map(formatDifference).join(" "),
    intuitTid: null,
  };
}

function formatDifference({ recordType, sourceCount, ourCount }: RunResult["different"][number]): string {
  const { plural } = recordTypes[recordType];
  return `${plural}: QuickBooks counts ${sourceCount.toLocaleString("en-US")}, we hold ${ourCount.toLocaleString("en-US")}.`;
}

async function noteResult(sql: TenantSql, { lease }: RunContext, result: RunResult): Promise<void> {
  for (const { recordType, failure } of result.failed) {
    await storeTypeError(sql, lease, recordType, describeFailure(failure));
  }
  if (result.asOf !== null) {
    const whole = new Set(result.readWhole);
    const changed = result.current.filter((recordType) => !whole.has(recordType));
    const notInCdc = new Set(result.notInCdc?.recordTypes);
    const caughtUp = result.readWhole.filter((recordType) => !notInCdc.has(recordType));
    if (caughtUp.length > 0) await markCurrent(sql, lease, caughtUp, result.asOf, true);
    if (result.notInCdc && notInCdc.size > 0)
      await markCurrent(sql, lease, [...notInCdc], result.notInCdc.asOf, true);
    if (changed.length > 0) await markCurrent(sql, lease, changed, result.asOf, false);
  }
  for (const different of result.different) {
    await storeTypeError(sql, lease, different.recordType, formatDifference(different));
    await markStepDifferent(sql, lease, different.recordType, {
      code: "sync.counts_differ",
      detail: formatDifference(different),
    });
  }
  await updateCompanyFacts(sql, lease);
  await resolveMissingId(sql, lease, result.readWhole);
  await closeSteps(sql, lease);
}
