// Two firms and the people who sign in to them, for the demo and for tests. Safe to run again: what is
// there stays as it is, and people get access to companies that have been connected since.

import { organizationId, type OrganizationId } from "../lib/core/ids.ts";
import { hashPassword } from "../lib/auth/password.ts";
import { closePool } from "../lib/db/pool.ts";
import { asSystem, type Sql } from "../lib/db/scope.ts";
import { demoFirm, demoPassword, demoPeople, otherFirm, otherOwner } from "./stack/demo-people.ts";

interface Person {
  readonly email: string;
  readonly name: string;
  readonly role: "owner" | "admin" | "accountant" | "viewer";
}

export async function seedDemo(): Promise<void> {
  const passwordHash = await hashPassword(demoPassword);
  await asSystem(async (sql) => {
    await seedFirm(sql, demoFirm, Object.values(demoPeople), passwordHash);
    await seedFirm(sql, otherFirm, [otherOwner], passwordHash);
  });
}

async function seedFirm(
  sql: Sql,
  name: string,
  people: readonly Person[],
  passwordHash: string,
): Promise<void> {
  const firm = await firmCalled(sql, name);
  for (const { email, name: fullName, role } of people) {
    const { rows } = await sql.query<{ id: string }>(
      `INSERT INTO users (id, email, name, password_hash) VALUES (gen_random_uuid(), $1, $2, $3)
       ON CONFLICT (email) DO UPDATE SET email = excluded.email RETURNING id`,
      [email, fullName, passwordHash],
    );
    await sql.query(
      `INSERT INTO memberships (id, organization_id, user_id, role) VALUES (gen_random_uuid(), $1, $2, $3)
       ON CONFLICT (organization_id, user_id) DO NOTHING`,
      [firm, rows[0]?.id, role],
    );
  }
  // Owners and admins open all companies of the firm; the others those that they were given.
  await sql.query(
    `INSERT INTO company_access (organization_id, membership_id, company_id)
     SELECT m.organization_id, m.id, c.id FROM memberships m JOIN companies c USING (organization_id)
     WHERE m.organization_id = $1 AND m.role IN ('accountant', 'viewer')
     ON CONFLICT DO NOTHING`,
    [firm],
  );
}

async function firmCalled(sql: Sql, name: string): Promise<OrganizationId> {
  const found = await sql.query<{ id: string }>("SELECT id FROM organizations WHERE name = $1", [name]);
  const made = found.rows[0]
    ? found
    : await sql.query<{ id: string }>(
        "INSERT INTO organizations (id, name) VALUES (gen_random_uuid(), $1) RETURNING id",
        [name],
      );
  return organizationId(made.rows[0]?.id ?? "");
}

if (import.meta.main) {
  await seedDemo();
  await closePool();
}
