import type { Logger } from "pino";

import { toAppError, type AppError } from "#lib/core/app-error.ts";
import type { ErrorCode } from "#lib/core/failures.ts";
import { noteRefusal } from "#lib/connections/state/company-failure.ts";
import type { FirmSql } from "#lib/db/scope.ts";
import type { ClaimedRun } from "#lib/runs/lease/claim-run.ts";
import { endRun, postponeRun, releaseRun, type RunError } from "#lib/runs/end-run.ts";
import { requestSyncIn } from "#lib/runs/request/request-run.ts";
import type { RunTally } from "#lib/runs/progress/run-counter.ts";
import type { RunDependencies, RunOutcome } from "./run-dependencies.ts";
import { mayPass, sayFailure } from "./step-failure.ts";
import { retryAt } from "./schedule/retry-at.ts";

/** Ends a run that could not do its work: held for a person, put off, or failed. */
export async function endWithFailure(
  run: ClaimedRun,
  { clock, signal }: RunDependencies,
  tally: RunTally,
  log: Logger,
  thrown: unknown,
): Promise<RunOutcome> {
  const { lease } = run;
  if (signal?.aborted) {
    await tally.store((counts) => releaseRun(lease, counts));
    return { kind: "interrupted" };
  }
  const failure = toAppError(thrown);
  const error = toRunError(failure);
  log.warn({ err: failure, intuitTid: failure.intuitTid }, "a sync could not go on");
  await noteRefusal(lease.companyId, failure);
  const again = mayPass(failure) ? retryAt(failure.code, run.attempts, clock.now()) : null;
  if (again) {
    await tally.store((counts) =>
      postponeRun(lease, { at: again, error, calls: counts, progressed: tally.progressed() }),
    );
    return { kind: "again", at: again };
  }
  const state = stateAfter[failure.code] ?? "failed";
  await tally.store((counts) =>
    endRun(lease, { state, error, calls: counts, changesCursorAt: null }, (sql) =>
      startOver(sql, run, failure),
    ),
  );
  return { kind: "finished", state };
}

/** A cursor that is not believed is put right by reading everything; nothing else would ever do it. */
async function startOver(sql: FirmSql, { lease }: ClaimedRun, failure: AppError): Promise<void> {
  if (failure.code !== "sync.cursor_in_future") return;
  const { organizationId, companyId } = lease;
  await requestSyncIn(sql, { organizationId, companyId, kind: "full", trigger: "retry" });
}

const stateAfter: Partial<Record<ErrorCode, "held">> = { "sync.mass_deletion": "held" };

function toRunError(failure: AppError): RunError {
  // The brake's own message has the figures that the person who must decide needs.
  const detail = failure.code === "sync.mass_deletion" ? failure.message : sayFailure(failure);
  return { code: failure.code, detail, intuitTid: failure.intuitTid ?? null };
}
