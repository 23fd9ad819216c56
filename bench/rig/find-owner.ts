import { randomUUID } from "node:crypto";

import type { PersonActor } from "#lib/core/actor.ts";
import { parseSessionId, parseUserId, type OrganizationId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";

/** The firm's owner as if just signed in. */
export async function findOwner(organizationId: OrganizationId): Promise<PersonActor> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ user_id: string; membership_id: string; name: string; email: string; firm: string }>(
      `SELECT u.id AS user_id, m.id AS membership_id, u.name, u.email, o.name AS firm
       FROM memberships m JOIN users u ON u.id = m.user_id JOIN organizations o ON o.id = m.organization_id
       WHERE m.organization_id = $1 AND m.role = 'owner'`,
      [organizationId],
    ),
  );
  const [row] = rows;
  if (!row) throw new Error("the firm has no owner");
  return {
    kind: "person",
    userId: parseUserId(row.user_id),
    organizationId,
    organizationName: row.firm,
    membershipId: row.membership_id,
    role: "owner",
    sessionId: parseSessionId(randomUUID()),
    name: row.name,
    email: row.email,
  };
}
