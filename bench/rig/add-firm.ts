import { randomUUID } from "node:crypto";

import { parseOrganizationId, type OrganizationId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";

/** A firm with an owner who never signs in. */
export async function addFirm(): Promise<OrganizationId> {
  const firm = parseOrganizationId(randomUUID());
  const owner = randomUUID();
  await asSystem(async (sql) => {
    await sql.query("INSERT INTO organizations (id, name) VALUES ($1, 'A firm')", [firm]);
    await sql.query(
      `INSERT INTO users (id, email, name, password_hash)
       VALUES ($1, 'owner@firm.example', 'An owner', 'none that fits')`,
      [owner],
    );
    await sql.query(
      `INSERT INTO memberships (id, organization_id, user_id, role)
       VALUES (gen_random_uuid(), $1, $2, 'owner')`,
      [firm, owner],
    );
  });
  return firm;
}
