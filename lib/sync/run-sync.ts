import { AppError, isAppError } from "#lib/core/app-error.ts";
import type { SyncId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";
import { databaseUnavailable } from "#lib/db/database-unavailable.ts";
import { withRetries, retryingClient } from "#lib/quickbooks/with-retries.ts";
import { claimRun, type ClaimedRun } from "#lib/runs/lease/claim-run.ts";
import { countLateCalls } from "#lib/runs/progress/uncounted-calls.ts";
import { listOpenFailureTypes } from "#lib/store/record-failures.ts";
import { findRunState } from "#lib/runs/find-run-state.ts";
import { createDeletionGuard } from "./reconcile/deletion-guard.ts";
import { endWithFailure } from "./end-with-failure.ts";
import { endWithResult } from "./end-with-result.ts";
import { keepLease } from "#lib/runs/lease/keep-lease.ts";
import { loadForms } from "./read/ask/known-forms.ts";
import { createRunCounter, type RunCounter } from "#lib/runs/progress/run-counter.ts";
import type { RunContext } from "./run-context.ts";
import type { RunDependencies, RunOutcome } from "./run-dependencies.ts";
import { releaseWhenBack } from "./schedule/release-when-back.ts";
import { runByKind } from "./run-by-kind.ts";

/**
 * Carries a stored run out, or goes on with it where an earlier attempt stopped or died. Safe to call
 * for any run at any time and from several processes: only one of them gets the lease.
 *
 * Whatever QuickBooks or the run itself meets is stored on the run and returned. Thrown is only what
 * kept it from being stored, as a database that cannot be reached: the run then stays claimable.
 */
export async function runSync(syncId: SyncId, dependencies: RunDependencies): Promise<RunOutcome> {
  const claim = await claimRun(syncId);
  if (claim.kind !== "claimed") return claim;
  const { run } = claim;
  const log = dependencies.log.child({ syncId, companyId: run.lease.companyId });
  const counter = createRunCounter();
  try {
    return await awaitApproval(run, dependencies, counter, log);
  } finally {
    // Made after the last commit, or by a run that may not commit any more.
    if (counter.hasUnstored()) await counter.store((calls) => countLateCalls(run.lease, calls));
  }
}

async function awaitApproval(
  run: ClaimedRun,
  dependencies: RunDependencies,
  counter: RunCounter,
  log: RunContext["log"],
): Promise<RunOutcome> {
  const lease = keepLease(run.lease, counter, dependencies.signal);
  try {
    const context = await openContext(run, dependencies, counter, lease.signal, log);
    const result = await runByKind(context);
    lease.signal.throwIfAborted();
    return await endWithResult(context, result);
  } catch (thrown) {
    // What an aborted call throws says only that it was aborted; why is on the signal.
    const cause: unknown = lease.signal.aborted ? lease.signal.reason : thrown;
    if (isAppError(cause, "sync.lease_lost")) return await outcomeOfLostRun(run);
    return await endWithFailure(run, dependencies, counter, log, cause).catch((met: unknown) => {
      if (!databaseUnavailable(met)) throw met;
      return releaseWhenBack(run.lease, counter, dependencies.signal, met);
    });
  } finally {
    await lease.stop();
  }
}

async function openContext(
  run: ClaimedRun,
  dependencies: RunDependencies,
  counter: RunCounter,
  signal: AbortSignal,
  log: RunContext["log"],
): Promise<RunContext> {
  const { organizationId, companyId } = run.lease;
  const client = await withRetries(
    () => dependencies.openClient({ organizationId, companyId, observe: counter.observe }),
    { attempts: 3, signal },
  );
  const withFailures = await withTenant(organizationId, (sql) => listOpenFailureTypes(sql, companyId));
  return {
    run,
    lease: run.lease,
    client: retryingClient(client, {
      signal,
      // A company that must rest keeps no worker waiting: its run is put off, and goes on where it was.
      leaveLongWaits: true,
      onRetry: (failure, waitMs) => log.info({ err: failure, waitMs }, "asking QuickBooks again"),
    }),
    counter,
    clock: dependencies.clock,
    log,
    signal,
    guard: createDeletionGuard(run),
    withFailures: new Set(withFailures),
    forms: await loadForms(run.lease),
  };
}

async function outcomeOfLostRun(run: ClaimedRun): Promise<RunOutcome> {
  const state = await findRunState(run.lease);
  if (state === null) throw new AppError("internal", "a run vanished while it was under way");
  return state === "cancelled" ? { kind: "finished", state } : { kind: "nothing" };
}
