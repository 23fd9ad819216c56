import { randomUUID } from "node:crypto";

import { afterAll, beforeAll } from "vitest";

import type { RunLease } from "#lib/books/run-lease.ts";
import type { SyncState } from "#lib/books/sync-run.ts";
import { runTransitions } from "#lib/books/transitions/run-transitions.ts";
import { parseSyncId, parseUserId } from "#lib/core/ids.ts";
import { asSystem, withTenant } from "#lib/db/scope.ts";
import { enqueueSync } from "#lib/queue/enqueue-sync.ts";
import { approveRun } from "#lib/runs/approve-run.ts";
import { cancelRun } from "#lib/runs/cancel-run.ts";
import { endRun, postponeRun, releaseRun, type RunEnd } from "#lib/runs/end-run.ts";
import { claimRun } from "#lib/runs/lease/claim-run.ts";
import { releaseRunsOfLostWorkers } from "#lib/runs/lease/release-runs-of-lost-workers.ts";
import { renewLease } from "#lib/runs/lease/renew-lease.ts";
import { noCalls } from "#lib/runs/progress/call-counts.ts";
import { requestSync } from "#lib/runs/request/request-run.ts";
import { createConnectedCompany, type ConnectedCompany } from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { isRejected, testEveryCell, type Tried } from "#tests/support/every-cell.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
});
afterAll(() => database.drop());

const error = { code: "quickbooks.unavailable", detail: "It is away.", intuitTid: null } as const;

/** A run in the state; one that runs is held by the lease. */
async function createRun(state: SyncState): Promise<RunLease> {
  const company = await createConnectedCompany();
  const lease = { ...company, syncId: parseSyncId(randomUUID()), leaseToken: randomUUID() };
  await asSystem((sql) =>
    sql.query(
      `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state, lease_token, heartbeat_at)
       VALUES ($1, $2, $3, 'full', 'person', $4, CASE WHEN $4 = 'running' THEN $5::uuid END, clock_timestamp())`,
      [lease.syncId, lease.organizationId, lease.companyId, state, lease.leaseToken],
    ),
  );
  return lease;
}

async function stateOf(lease: RunLease): Promise<SyncState | null> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ state: SyncState }>("SELECT state FROM quickbooks_syncs WHERE id = $1", [lease.syncId]),
  );
  return rows[0]?.state ?? null;
}

type Work = (lease: RunLease) => Promise<unknown>;

const by =
  (work: Work) =>
  async (state: SyncState): Promise<Tried<SyncState>> => {
    const lease = await createRun(state);
    const rejected = await isRejected(work(lease));
    return { state: await stateOf(lease), rejected };
  };

const ending = (state: RunEnd["state"]): Work => {
  return (lease) => endRun(lease, { state, error: null, calls: noCalls, changesCursorAt: null });
};

const ask = ({ organizationId, companyId }: Omit<ConnectedCompany, "realmId">) =>
  requestSync({ organizationId, companyId, kind: "full", trigger: "person" });

testEveryCell(runTransitions, {
  apply: {
    requested: by(ask),
    claimed: by(async (lease) => {
      await asSystem((sql) =>
        sql.query("UPDATE quickbooks_syncs SET lease_token = NULL WHERE id = $1", [lease.syncId]),
      );
      await claimRun(lease.syncId);
    }),
    renewed: by((lease) => renewLease(lease, noCalls)),
    released: by((lease) => releaseRun(lease, noCalls)),
    holder_lost: by((lease) =>
      asSystem(async (sql) => {
        await enqueueSync(sql, { id: lease.syncId, kind: "full", trigger: "person" });
        await sql.query(
          "UPDATE graphile_worker._private_jobs SET locked_by = $1, locked_at = now() WHERE key = $2",
          [`lost ${lease.syncId}`, `sync:${lease.syncId}`],
        );
        await releaseRunsOfLostWorkers(sql, [`lost ${lease.syncId}`]);
      }),
    ),
    postponed: by((lease) =>
      postponeRun(lease, { at: new Date(), error, calls: noCalls, progressed: false }),
    ),
    succeeded: by(ending("succeeded")),
    fell_short: by(ending("incomplete")),
    failed: by(ending("failed")),
    stopped_for_approval: by(ending("awaiting_approval")),
    approved: by((lease) =>
      withTenant(lease.organizationId, (sql) => approveRun(sql, lease.syncId, parseUserId(randomUUID()))),
    ),
    cancelled: by((lease) => withTenant(lease.organizationId, (sql) => cancelRun(sql, lease.syncId))),
  },
  create: {
    requested: async () => {
      const company = await createConnectedCompany();
      const { syncId } = await ask(company);
      return stateOf({ ...company, syncId, leaseToken: "" });
    },
  },
});
