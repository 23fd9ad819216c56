import { randomUUID } from "node:crypto";

import pg from "pg";

export interface BenchCompany {
  readonly organizationId: string;
  readonly companyId: string;
}

/** A firm with one connected company, straight into the tables. No tokens are held. */
export async function addCompany(databaseUrl: string): Promise<BenchCompany> {
  const organizationId = randomUUID();
  const companyId = randomUUID();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("BEGIN; SET LOCAL tieout.scope = 'system'");
    await client.query("INSERT INTO organizations (id, name) VALUES ($1, 'A firm')", [organizationId]);
    await client.query("INSERT INTO companies (id, organization_id, name) VALUES ($1, $2, 'A client')", [
      companyId,
      organizationId,
    ]);
    await client.query(
      `INSERT INTO quickbooks_connections (id, organization_id, company_id, environment, realm_id_sealed,
         realm_id_hash, state)
       VALUES (gen_random_uuid(), $1, $2, 'sandbox', 'sealed', $3, 'connected')`,
      [organizationId, companyId, companyId],
    );
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
  return { organizationId, companyId };
}
