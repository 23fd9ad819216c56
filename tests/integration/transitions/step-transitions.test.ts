import { randomUUID } from "node:crypto";

import { afterAll, beforeAll } from "vitest";

import type { RunLease } from "#lib/books/run-lease.ts";
import type { SyncStepState } from "#lib/books/sync-run.ts";
import { stepTransitions } from "#lib/books/transitions/step-transitions.ts";
import { parseSyncId } from "#lib/core/ids.ts";
import { asSystem, withTenant } from "#lib/db/scope.ts";
import { advanceRun } from "#lib/runs/progress/advance-run.ts";
import { noCalls } from "#lib/runs/progress/call-counts.ts";
import { inheritSteps } from "#lib/runs/progress/inherit-steps.ts";
import { markNotOffered } from "#lib/runs/progress/mark-not-offered.ts";
import {
  closeSteps,
  failStep,
  finishSteps,
  markStepDifferent,
  startSteps,
} from "#lib/runs/progress/move-steps.ts";
import { prepareSteps } from "#lib/runs/progress/prepare-steps.ts";
import { noCounts } from "#lib/store/write/record-counts.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { isRejected, testEveryCell, type Tried } from "#tests/support/every-cell.ts";
import { openRun } from "#tests/support/open-run.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
});
afterAll(() => database.drop());

async function addStep(lease: RunLease, state: SyncStepState): Promise<void> {
  await asSystem((sql) =>
    sql.query(
      `INSERT INTO quickbooks_sync_steps (organization_id, company_id, sync_id, record_type, state)
       VALUES ($1, $2, $3, 'invoice', $4)`,
      [lease.organizationId, lease.companyId, lease.syncId, state],
    ),
  );
}

async function stateOf(lease: RunLease): Promise<SyncStepState | null> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ state: SyncStepState }>("SELECT state FROM quickbooks_sync_steps WHERE sync_id = $1", [
      lease.syncId,
    ]),
  );
  return rows[0]?.state ?? null;
}

type Work = (lease: RunLease) => Promise<unknown>;

const by =
  (work: Work) =>
  async (state: SyncStepState): Promise<Tried<SyncStepState>> => {
    const lease = await openRun();
    await addStep(lease, state);
    const rejected = await isRejected(work(lease));
    return { state: await stateOf(lease), rejected };
  };

const making = (work: Work) => async (): Promise<SyncStepState | null> => {
  const lease = await openRun();
  await work(lease);
  return stateOf(lease);
};

/** The state of a retry's step, after a run that failed with a step in the state; null where it has none. */
async function inherited(state: SyncStepState): Promise<SyncStepState | null> {
  const failed = await openRun();
  await addStep(failed, state);
  const retry = { ...failed, syncId: parseSyncId(randomUUID()), leaseToken: randomUUID() };
  await asSystem(async (sql) => {
    await sql.query(
      `UPDATE quickbooks_syncs SET state = 'failed', lease_token = NULL, read_from_at = now() - interval '1 hour',
         created_at = now() - interval '1 hour' WHERE id = $1`,
      [failed.syncId],
    );
    await sql.query(
      `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state, lease_token, heartbeat_at)
       VALUES ($1, $2, $3, 'full', 'retry', 'running', $4, now())`,
      [retry.syncId, retry.organizationId, retry.companyId, retry.leaseToken],
    );
  });
  await inheritSteps(retry);
  return stateOf(retry);
}

const prepare: Work = (lease) => prepareSteps(lease, ["invoice"]);
const advance: Work = (lease) =>
  withTenant(lease.organizationId, (sql) =>
    advanceRun(sql, lease, { recordType: "invoice", counts: noCounts, delta: 0, seen: 1 }, noCalls),
  );
const withhold: Work = (lease) => markNotOffered(lease, "invoice", "It is not offered.");
const fail: Work = (lease) =>
  failStep(lease, "invoice", { code: "quickbooks.failed", detail: "It failed.", intuitTid: null });

testEveryCell(stepTransitions, {
  apply: {
    prepared: by(prepare),
    inherited: async (state) => ({ state: (await inherited(state)) ?? state, rejected: false }),
    started: by((lease) => startSteps(lease, ["invoice"])),
    worked_on: by(advance),
    finished: by((lease) => finishSteps(lease, ["invoice"])),
    withheld: by(withhold),
    failed: by(fail),
    differed: by((lease) =>
      withTenant(lease.organizationId, (sql) =>
        markStepDifferent(sql, lease, "invoice", { code: "sync.counts_differ", detail: "They differ." }),
      ),
    ),
    run_ended: by((lease) => withTenant(lease.organizationId, (sql) => closeSteps(sql, lease))),
  },
  create: {
    prepared: making(prepare),
    worked_on: making(advance),
    withheld: making(withhold),
    failed: making(fail),
  },
});
