import { randomUUID } from "node:crypto";

import { hashPassword } from "#lib/auth/passwords/password.ts";
import { roles, type Role } from "#lib/core/role.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import { parseOrganizationId, parseSessionId, parseUserId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";

export const seededPassword = "tie-out-every-figure";

export interface SeededFirm {
  readonly organizationId: PersonActor["organizationId"];
  /** One person of each role, signed in nowhere, as a page would see them. */
  readonly people: Readonly<Record<Role, PersonActor>>;
}

/** A firm with one person of each role: owner@<domain>, admin@<domain>, … */
export async function seedFirm(name: string, domain: string): Promise<SeededFirm> {
  const firm = parseOrganizationId(randomUUID());
  const passwordHash = await hashPassword(seededPassword);
  const names = {
    owner: "Olive Harbor",
    admin: "Adam Reyes",
    accountant: "Carla Munoz",
    viewer: "Vik Anand",
  };
  const person = (role: Role): PersonActor => ({
    kind: "person",
    userId: parseUserId(randomUUID()),
    organizationId: firm,
    organizationName: name,
    membershipId: randomUUID(),
    role,
    sessionId: parseSessionId(randomUUID()),
    name: names[role],
    email: `${role}@${domain}`,
  });
  const people = {
    owner: person("owner"),
    admin: person("admin"),
    accountant: person("accountant"),
    viewer: person("viewer"),
  };
  await asSystem(async (sql) => {
    await sql.query("INSERT INTO organizations (id, name) VALUES ($1, $2)", [firm, name]);
    for (const role of roles) {
      const { userId: id, email, name: called, membershipId } = people[role];
      await sql.query("INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, $3, $4)", [
        id,
        email,
        called,
        passwordHash,
      ]);
      await sql.query(
        "INSERT INTO memberships (id, organization_id, user_id, role) VALUES ($1, $2, $3, $4)",
        [membershipId, firm, id, role],
      );
    }
  });
  return { organizationId: firm, people };
}
