import { afterAll, beforeAll } from "vitest";

import type { ConnectionState } from "#lib/books/connection-state.ts";
import { connectionTransitions } from "#lib/books/transitions/connection-transitions.ts";
import { claimRefresh, releaseClaim } from "#lib/connections/refresh/claim-refresh.ts";
import { findGrant, type Grant } from "#lib/connections/refresh/grant.ts";
import { storeNewPair } from "#lib/connections/refresh/store-new-pair.ts";
import { noteAnswered, storeRejection } from "#lib/connections/state/company-failure.ts";
import { disconnect } from "#lib/connections/state/disconnect.ts";
import { endGrant } from "#lib/connections/state/end-grant.ts";
import { pauseConnection, resumeConnection } from "#lib/connections/state/pause-connection.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { connectAs, connectCompany } from "#tests/support/connect-company.ts";
import { setConnectionState } from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { isRejected, testEveryCell, type Tried } from "#tests/support/every-cell.ts";
import { createFirm, type SignedInPerson } from "#tests/support/people-of-a-firm.ts";
import { findStoredConnection } from "#tests/support/stored-connection.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let sandbox: RunningSandbox;
beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ companies: 1, limits: false });
  setTestEnvironment({ databaseUrl: database.url, sandboxUrl: sandbox.url });
});
afterAll(async () => {
  await sandbox.stop();
  await database.drop();
});

interface Connected {
  readonly owner: SignedInPerson;
  readonly company: CompanyId;
  readonly realmId: string;
  /** The pair as it was stored at the consent. */
  readonly grant: Grant;
}

async function createConnection(state: ConnectionState): Promise<Connected> {
  const { owner } = (await createFirm()).people;
  const { realmId } = sandbox.sandbox.registry.create({ size: "small", seed: 3 }).company;
  const company = await connectCompany(owner, realmId);
  const grant = await asSystem((sql) => findGrant(sql, company));
  if (!grant) throw new Error("no grant was stored");
  await setConnectionState(company, state);
  if (state === "disconnected") {
    await asSystem((sql) => sql.query("DELETE FROM quickbooks_tokens WHERE company_id = $1", [company]));
  }
  return { owner, company, realmId, grant };
}

const by =
  (work: (connected: Connected) => Promise<boolean>) =>
  async (state: ConnectionState): Promise<Tried<ConnectionState>> => {
    const connected = await createConnection(state);
    const rejected = await work(connected);
    return { state: (await findStoredConnection(connected.company))?.state ?? null, rejected };
  };

const soon = new Date(Date.now() + 3_600_000);
const pair = {
  accessToken: "access",
  refreshToken: "refresh",
  accessExpiresAt: soon,
  refreshExpiresAt: soon,
  refreshHardExpiresAt: null,
};

testEveryCell(connectionTransitions, {
  apply: {
    consented: by(async ({ owner, realmId, company }) => {
      const { outcome } = await connectAs(owner, { realmId }, company);
      return outcome !== "reconnected";
    }),
    refresh_started: by(({ company, grant }) => isRejected(claimRefresh(company, grant.generation, 1_000))),
    refreshed: by(({ grant }) => isRejected(storeNewPair(grant, pair))),
    refresh_abandoned: by(({ grant }) =>
      isRejected(releaseClaim(grant, { coolDown: false, intuitActed: "no" })),
    ),
    grant_rejected: by(({ grant }) =>
      isRejected(endGrant(grant, { event: "grant_rejected", reason: "invalid_grant", intuitTid: null })),
    ),
    grant_revoked: by(({ grant }) =>
      isRejected(endGrant(grant, { event: "grant_revoked", reason: "invalid_grant", intuitTid: null })),
    ),
    subscription_lapsed: by(({ company }) =>
      isRejected(storeRejection(company, new AppError("quickbooks.subscription_lapsed"))),
    ),
    access_denied: by(({ company }) =>
      isRejected(storeRejection(company, new AppError("quickbooks.forbidden"))),
    ),
    answered: by(({ company }) => isRejected(noteAnswered(company))),
    paused: by(async ({ owner, company }) => isRejected(pauseConnection(await owner.actor(), company))),
    resumed: by(async ({ owner, company }) => isRejected(resumeConnection(await owner.actor(), company))),
    disconnected: by(async ({ owner, company }) => isRejected(disconnect(await owner.actor(), company))),
    given_up: by(async ({ realmId }) => {
      const { outcome } = await connectAs((await createFirm()).people.owner, { realmId });
      return outcome !== "connected";
    }),
  },
  create: {
    consented: async () => {
      const { company } = await createConnection("connected");
      return (await findStoredConnection(company))?.state ?? null;
    },
  },
});
