import type { Logger } from "pino";

import { toAppError, type AppError } from "#lib/core/app-error.ts";
import { storeRejection } from "#lib/connections/state/company-failure.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import type { ClaimedRun } from "#lib/runs/lease/claim-run.ts";
import { endRun, postponeRun, releaseRun, type RunError } from "#lib/runs/end-run.ts";
import { requestSyncIn } from "#lib/runs/request/request-run.ts";
import type { RunCounter } from "#lib/runs/progress/run-counter.ts";
import type { RunDependencies, RunOutcome } from "./run-dependencies.ts";
import { describeFailure } from "./step-failure.ts";
import { retryAt } from "./schedule/retry-at.ts";

/** Ends a run that could not do its work: stored for a person, put off, or failed. */
export async function endWithFailure(
  run: ClaimedRun,
  { clock, signal }: RunDependencies,
  counter: RunCounter,
  log: Logger,
  thrown: unknown,
): Promise<RunOutcome> {
  const { lease } = run;
  if (signal?.aborted) {
    await counter.store((counts) => releaseRun(lease, counts));
    return { kind: "interrupted" };
  }
  const failure = toAppError(thrown);
  const error = toRunError(failure);
  log.warn({ err: failure, intuitTid: failure.intuitTid }, "a sync could not go on");
  await storeRejection(lease.companyId, failure);
  const again = retryAt(failure.code, run.attempts, clock.now());
  if (again) {
    await counter.store((counts) =>
      postponeRun(lease, { at: again, error, calls: counts, progressed: counter.progressed() }),
    );
    return { kind: "again", at: again };
  }
  const state = failure.failure.awaitsApproval ? "awaiting_approval" : "failed";
  await counter.store((counts) =>
    endRun(lease, { state, error, calls: counts, changesCursorAt: null }, (sql) =>
      startOver(sql, run, failure),
    ),
  );
  return { kind: "finished", state };
}

/** A cursor that is not believed is put right by reading everything; nothing else would ever do it. */
async function startOver(sql: TenantSql, { lease }: ClaimedRun, failure: AppError): Promise<void> {
  if (!failure.failure.needsFullSync) return;
  const { organizationId, companyId } = lease;
  await requestSyncIn(sql, { organizationId, companyId, kind: "full", trigger: "retry" });
}

function toRunError(failure: AppError): RunError {
  const detail = failure.failure.awaitsApproval ? failure.message : describeFailure(failure);
  return { code: failure.code, detail, intuitTid: failure.intuitTid ?? null };
}
