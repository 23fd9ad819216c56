// Companies with a connection, straight into the tables: for tests of what happens around QuickBooks and
// not with it. No tokens are held.

import { randomInt, randomUUID } from "node:crypto";

import {
  parseCompanyId,
  parseOrganizationId,
  parseRealmId,
  type CompanyId,
  type OrganizationId,
  type RealmId,
} from "#lib/core/ids.ts";
import type { ConnectionState } from "#lib/books/connection-state.ts";
import { hashRealm } from "#lib/connections/realm-lookup.ts";
import { asSystem } from "#lib/db/scope.ts";

export interface ConnectedCompany {
  readonly organizationId: OrganizationId;
  readonly companyId: CompanyId;
  readonly realmId: RealmId;
}

export async function createOrganization(name = "A firm"): Promise<OrganizationId> {
  const id = parseOrganizationId(randomUUID());
  await asSystem((sql) => sql.query("INSERT INTO organizations (id, name) VALUES ($1, $2)", [id, name]));
  return id;
}

export interface CompanyWishes {
  readonly organizationId?: OrganizationId;
  readonly state?: ConnectionState;
  readonly realmId?: RealmId;
  /** Columns of companies, by their names in the database. */
  readonly columns?: Readonly<Record<string, unknown>>;
}

export async function createConnectedCompany(wishes: CompanyWishes = {}): Promise<ConnectedCompany> {
  const firm = wishes.organizationId ?? (await createOrganization());
  const id = parseCompanyId(randomUUID());
  const realm = wishes.realmId ?? parseRealmId(String(randomInt(10 ** 12)));
  const columns = { id, organization_id: firm, name: "A client", ...wishes.columns };
  const names = Object.keys(columns);
  // Its key is read over a connection of its own: who holds one already would wait for another.
  const realmHash = await hashRealm(realm);
  await asSystem(async (sql) => {
    await sql.query(
      `INSERT INTO companies (${names.join(", ")}) VALUES (${names.map((_, index) => `$${index + 1}`).join(", ")})`,
      Object.values(columns),
    );
    await sql.query(
      `INSERT INTO quickbooks_connections (id, organization_id, company_id, environment, realm_id_sealed,
         realm_id_hash, state)
       VALUES (gen_random_uuid(), $1, $2, 'sandbox', 'sealed', $3, $4)`,
      [firm, id, realmHash, wishes.state ?? "connected"],
    );
  });
  return { organizationId: firm, companyId: id, realmId: realm };
}

/** Moves a connection by force, without what a real move brings along. */
export async function setConnectionState(company: CompanyId, state: ConnectionState): Promise<void> {
  await asSystem((sql) =>
    sql.query("UPDATE quickbooks_connections SET state = $2 WHERE company_id = $1", [company, state]),
  );
}

export interface QueuedJob {
  readonly name: string;
  readonly key: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly runAt: Date;
  readonly priority: number;
  readonly lockedBy: string | null;
  readonly attempts: number;
}

/** What is on the queue, by name and age. */
export async function listJobs(name?: string): Promise<readonly QueuedJob[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<QueuedJob>(
      `SELECT task.identifier AS name, job.key, job.payload, job.run_at AS "runAt", job.priority,
         job.locked_by AS "lockedBy", job.attempts
       FROM graphile_worker._private_jobs AS job JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id
       WHERE $1::text IS NULL OR task.identifier = $1 ORDER BY job.id`,
      [name ?? null],
    ),
  );
  return rows;
}
