import { afterAll, beforeAll } from "vitest";

import { checkAlerts } from "#lib/alerts/check-alerts.ts";
import { dismissVisibleAlert } from "#lib/alerts/dismiss-visible-alert.ts";
import type { AlertState } from "#lib/books/alert-kind.ts";
import type { ConnectionState } from "#lib/books/connection-state.ts";
import { alertTransitions } from "#lib/books/transitions/alert-transitions.ts";
import { asSystem } from "#lib/db/scope.ts";
import { createConnectedCompany } from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { isRejected, testEveryCell, type Tried } from "#tests/support/every-cell.ts";
import { createFirm, type Firm } from "#tests/support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let firm: Firm;
beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
  firm = await createFirm();
});
afterAll(() => database.drop());

/** An alert of a company whose connection, as it stands, does or does not need reconnecting. */
async function createAlert(state: AlertState, connection: ConnectionState): Promise<string> {
  const { companyId } = await createConnectedCompany({ organizationId: firm.id, state: connection });
  const { rows } = await asSystem((sql) =>
    sql.query<{ id: string }>(
      `INSERT INTO alerts (id, organization_id, company_id, kind, message, state, recovered_at)
       VALUES (gen_random_uuid(), $1, $2, 'reconnect_needed', 'It needs reconnecting.', $3,
         CASE WHEN $3 = 'recovered' THEN now() END) RETURNING id`,
      [firm.id, companyId, state],
    ),
  );
  return rows[0]?.id ?? "";
}

async function stateOf(id: string): Promise<AlertState | null> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ state: AlertState }>("SELECT state FROM alerts WHERE id = $1", [id]),
  );
  return rows[0]?.state ?? null;
}

const by =
  (connection: ConnectionState, work: (id: string) => Promise<unknown>) =>
  async (state: AlertState): Promise<Tried<AlertState>> => {
    const id = await createAlert(state, connection);
    const rejected = await isRejected(work(id));
    return { state: await stateOf(id), rejected };
  };

testEveryCell(alertTransitions, {
  apply: {
    found: by("needs_reconnect", () => checkAlerts(new Date())),
    gone: by("connected", () => checkAlerts(new Date())),
    dismissed: by("needs_reconnect", async (id) => dismissVisibleAlert(await firm.people.owner.actor(), id)),
  },
  create: {
    found: async () => {
      const { companyId } = await createConnectedCompany({
        organizationId: firm.id,
        state: "needs_reconnect",
      });
      await checkAlerts(new Date());
      const { rows } = await asSystem((sql) =>
        sql.query<{ id: string }>("SELECT id FROM alerts WHERE company_id = $1", [companyId]),
      );
      return stateOf(rows[0]?.id ?? "");
    },
  },
});
