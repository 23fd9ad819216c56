import { randomUUID } from "node:crypto";

import { organizationId, userId, type OrganizationId, type UserId } from "../core/ids.ts";
import { asSystem } from "../db/scope.ts";
import { hashPassword, requireGoodPassword } from "./password.ts";

export interface NewFirm {
  readonly name: string;
  readonly owner: { readonly name: string; readonly email: string; readonly password: string };
}

/** A firm with its first owner, for the command line and the demo. */
export async function createFirm(
  firm: NewFirm,
): Promise<{ readonly organizationId: OrganizationId; readonly userId: UserId }> {
  const email = firm.owner.email.trim().toLowerCase();
  requireGoodPassword(firm.owner.password, email);
  const passwordHash = await hashPassword(firm.owner.password);
  const organization = organizationId(randomUUID());
  const user = userId(randomUUID());
  await asSystem(async (sql) => {
    await sql.query("INSERT INTO organizations (id, name) VALUES ($1, $2)", [organization, firm.name]);
    await sql.query("INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, $3, $4)", [
      user,
      email,
      firm.owner.name,
      passwordHash,
    ]);
    await sql.query(
      "INSERT INTO memberships (id, organization_id, user_id, role) VALUES ($1, $2, $3, 'owner')",
      [randomUUID(), organization, user],
    );
  });
  return { organizationId: organization, userId: user };
}
