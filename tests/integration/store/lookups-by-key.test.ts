import { afterAll, beforeAll, expect, test } from "vitest";

import { withTenant, type Sql } from "#lib/db/scope.ts";
import { createConnectedCompany, type ConnectedCompany } from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let company: ConnectedCompany;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
  company = await createConnectedCompany();
});
afterAll(() => database.drop());

const fill = `INSERT INTO transactions (organization_id, company_id, type, source_id, transaction_on, source,
    content_hash, edit_hash, sync_token, source_updated_at)
  SELECT $1, $2, 'invoice', id, current_date, '{}', '', '', 0, now() FROM generate_series(1, 5000) AS id`;

async function planOf(sql: Sql, statement: string): Promise<string> {
  const { rows } = await sql.query<Record<"QUERY PLAN", string>>(`EXPLAIN ${statement}`);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

test("a record is found by its key though the table has grown since PostgreSQL last looked", async () => {
  await withTenant(company.organizationId, async (sql) => {
    await sql.query(fill, [company.organizationId, company.companyId]);
    const ofType = `company_id = '${company.companyId}' AND type = 'invoice'`;
    expect(await planOf(sql, `SELECT FROM transactions WHERE ${ofType} AND source_id = '7'`)).toContain(
      "transactions_pkey",
    );
    expect(await planOf(sql, `DELETE FROM transaction_links WHERE ${ofType} AND source_id = '7'`)).toContain(
      "transaction_links_pkey",
    );
    const list = `SELECT FROM transactions WHERE ${ofType} AND versions > 0 ORDER BY transaction_on DESC LIMIT 50`;
    expect(await planOf(sql, list)).toContain("transaction_on_idx");
  });
});
