// What each job does: thin, one call each. A handler that throws is tried again later as the queue's
// policy says; what cannot get better by trying is not thrown.

import type { Logger } from "pino";

import { checkAlerts } from "#lib/alerts/check-alerts.ts";
import { sendAlert } from "#lib/alerts/send-alert.ts";
import { tellOperator } from "#lib/alerts/tell-operator.ts";
import { keepGrantAlive } from "#lib/connections/refresh/keep-grant-alive.ts";
import { revokePending } from "#lib/connections/state/pending-revocation.ts";
import { verifyGrant } from "#lib/connections/connect/verify-grant.ts";
import type { Clock } from "#lib/core/clock.ts";
import type { SyncId } from "#lib/core/ids.ts";
import type { JobName, JobPayload } from "#lib/queue/jobs.ts";
import type { RunDependencies, RunOutcome } from "#lib/sync/run-dependencies.ts";
import { runSync } from "#lib/sync/run-sync.ts";
import { processEvents } from "#lib/intuit-events/process-events.ts";
import { finishEvents } from "#lib/intuit-events/finish-events.ts";
import { removeOldRows } from "./remove-old-rows.ts";
import type { WakeUp } from "./wake-up.ts";

export interface HandlerContext {
  readonly clock: Clock;
  readonly log: Logger;
  /** Aborted when this worker shall end. */
  readonly signal: AbortSignal;
  readonly runDependencies: Omit<RunDependencies, "log" | "clock" | "signal">;
  readonly wakeUp: WakeUp;
}

type Handlers = {
  readonly [Name in JobName]: (payload: JobPayload<Name>, context: HandlerContext) => Promise<unknown>;
};

/** What they resolve to goes into the log and nowhere else. */
export const handlers: Handlers = {
  run_change_sync: ({ syncId }, context) => run(syncId, context),
  run_scheduled_sync: ({ syncId }, context) => run(syncId, context),
  run_full_sync: ({ syncId }, context) => run(syncId, context),

  process_webhooks: async ({ companyId }, { wakeUp }) => {
    const outcome = await processEvents(companyId);
    if (outcome.kind === "later") wakeUp.at(outcome.at);
    return outcome;
  },

  refresh_grant: ({ companyId }, { clock }) => keepGrantAlive(companyId, clock),
  verify_connection: ({ companyId }, { clock }) => verifyGrant(companyId, clock),
  revoke_grant: ({ companyId }) => revokePending(companyId),

  check_alerts: (_payload, { clock }) => checkAlerts(clock.now()),
  send_alert: (notice) => sendAlert(notice),
  tell_operator: (notice) => tellOperator(notice),
  retention: (_payload, { clock, signal }) => removeOldRows(clock.now(), signal),
};

async function run(syncId: SyncId, context: HandlerContext): Promise<RunOutcome> {
  const { clock, signal, runDependencies, log } = context;
  const outcome = await runSync(syncId, { ...runDependencies, clock, signal, log });
  if (outcome.kind === "finished") await finishEvents();
  if (outcome.kind === "again") context.wakeUp.at(outcome.at);
  return outcome;
}
