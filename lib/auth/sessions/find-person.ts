import type { OrganizationId, SessionId, UserId } from "#lib/core/ids.ts";
import { doing } from "#lib/db/current-work.ts";
import { asSystem, type Sql } from "#lib/db/scope.ts";
import type { Role } from "#lib/core/role.ts";
import type { PersonActor } from "#lib/core/actor.ts";

interface PersonRow {
  readonly user_id: UserId;
  readonly organization_id: OrganizationId;
  readonly organization_name: string;
  readonly membership_id: string;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly seen_long_ago: boolean;
}

/**
 * The person whose session this is. Null once the session is revoked or over, the person disabled, or
 * no longer of the firm.
 */
export async function findPerson(session: SessionId): Promise<PersonActor | null> {
  return doing({ kind: "sign_in" }, () => asSystem((sql) => readPerson(sql, session)));
}

async function readPerson(sql: Sql, session: SessionId): Promise<PersonActor | null> {
  const { rows } = await sql.query<PersonRow>(
    `SELECT s.user_id, m.organization_id, o.name AS organization_name, m.id AS membership_id, m.role,
              u.name, u.email, s.last_seen_at < now() - interval '5 minutes' AS seen_long_ago
         FROM user_sessions s
         JOIN users u ON u.id = s.user_id AND u.disabled_at IS NULL
         JOIN memberships m ON m.user_id = s.user_id AND m.organization_id = s.organization_id
                           AND m.disabled_at IS NULL
         JOIN organizations o ON o.id = s.organization_id
        WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now()`,
    [session],
  );
  const row = rows[0];
  if (!row) return null;
  if (row.seen_long_ago) await noteSeen(sql, session);
  return {
    kind: "person",
    userId: row.user_id,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    membershipId: row.membership_id,
    role: row.role,
    sessionId: session,
    name: row.name,
    email: row.email,
  };
}

/** At most once in five minutes: a write on every request would cost more than the request. */
async function noteSeen(sql: Sql, session: SessionId): Promise<void> {
  await sql.query("UPDATE user_sessions SET last_seen_at = now() WHERE id = $1", [session]);
}
