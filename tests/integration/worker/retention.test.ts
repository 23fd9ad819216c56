import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { asSystem } from "#lib/db/scope.ts";
import { removeOldRows, retentions } from "#lib/worker/remove-old-rows.ts";
import { createConnectedCompany } from "#tests/support/connected-company.ts";
import { withClient } from "#scripts/database/with-client.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
});
afterAll(() => database.drop());

const sql = (text: string, values: readonly unknown[] = []): Promise<{ rows: Record<string, unknown>[] }> =>
  asSystem((system) => system.query(text, [...values]));

describe("retention", () => {
  it("removes events, runs and meters past their age, and nothing that is still of use", async () => {
    const { companyId, organizationId } = await createConnectedCompany();
    const ids = [organizationId, companyId];
    await sql(
      `INSERT INTO quickbooks_webhook_events (event_id, organization_id, company_id, realm_id_hash, entity,
         operation, source_id, occurred_at, received_at, state)
       SELECT state || days, $1, $2, 'hash', 'Invoice', 'updated', '1', now(), now() - days * interval '1 day',
         state
       FROM unnest(ARRAY['processed', 'pending', 'dead', 'unmatched']) AS state, unnest(ARRAY[1, 45, 90]) AS days`,
      ids,
    );
    await sql(
      `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state, created_at, finished_at)
       SELECT gen_random_uuid(), $1, $2, kind, 'schedule', 'succeeded', at, at FROM (
         SELECT kind, now() - days * interval '1 day' AS at
         FROM (VALUES ('incremental', 1), ('incremental', 200), ('full', 300), ('full', 400)) AS run(kind, days)
       ) AS runs`,
      ids,
    );
    await sql(
      `INSERT INTO quickbooks_call_meters (organization_id, company_id, day)
       VALUES ($1, $2, current_date - 100), ($1, $2, current_date - 800)`,
      ids,
    );
    const removed = await removeOldRows(new Date());
    expect(removed).toMatchObject({
      quickbooks_webhook_events: 3,
      quickbooks_syncs: 2,
      quickbooks_call_meters: 1,
    });
    const events = await sql("SELECT event_id FROM quickbooks_webhook_events ORDER BY 1");
    expect(events.rows.map((row) => row["event_id"])).toEqual([
      "dead1",
      "dead45",
      "dead90",
      "pending1",
      "pending45",
      "pending90",
      "processed1",
      "processed45",
      "unmatched1",
    ]);
    // The last full run stays, however old: it says when the books were last read whole.
    const runs = await sql("SELECT kind::text AS kind FROM quickbooks_syncs ORDER BY 1");
    expect(runs.rows).toEqual([{ kind: "full" }, { kind: "incremental" }]);
  });

  it("never touches the books or the audit trail", () => {
    const kept = [
      "entities",
      "transactions",
      "transaction_lines",
      "record_versions",
      "audit_events",
      "companies",
    ];
    expect(retentions.filter(({ table }) => kept.includes(table))).toEqual([]);
  });

  it("removes the same rows once the events' table is partitioned, and none beside them", async () => {
    const statements = [
      "ALTER TABLE quickbooks_webhook_events RENAME TO events_before",
      "CREATE TABLE quickbooks_webhook_events (LIKE events_before INCLUDING DEFAULTS) PARTITION BY LIST (operation)",
      ...["created", "updated", "deleted"].map(
        (operation) =>
          `CREATE TABLE events_${operation} PARTITION OF quickbooks_webhook_events FOR VALUES IN ('${operation}')`,
      ),
      "GRANT SELECT, INSERT, UPDATE, DELETE ON quickbooks_webhook_events TO tieout_system",
    ];
    await withClient(database.urls.owner, async (owner) => {
      for (const statement of statements) await owner.query(statement);
    });
    // Row by row: the old one and the waiting one have the same place, each in its own partition.
    await sql(
      `INSERT INTO quickbooks_webhook_events (event_id, entity, operation, source_id, received_at, state)
       SELECT operation || n, 'Invoice', operation, n::text, now() - interval '90 days',
         CASE operation WHEN 'created' THEN 'processed' ELSE 'pending' END
       FROM generate_series(1, 1500) AS n, unnest(ARRAY['created', 'updated', 'deleted']) AS operation`,
    );
    const removed = await removeOldRows(new Date());
    expect(removed).toMatchObject({ quickbooks_webhook_events: 1500 });
    const left = await sql(
      "SELECT operation, state, count(*)::int AS events FROM quickbooks_webhook_events GROUP BY 1, 2 ORDER BY 1",
    );
    expect(left.rows).toEqual([
      { operation: "deleted", state: "pending", events: 1500 },
      { operation: "updated", state: "pending", events: 1500 },
    ]);
  });
});
