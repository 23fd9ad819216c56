import type { Person } from "#lib/contracts/people.ts";
import { withTenant, type Sql } from "#lib/db/scope.ts";
import type { PersonActor } from "#lib/core/actor.ts";

/** Who works in the firm, and whom it has invited. */
export async function listPeople(actor: PersonActor): Promise<readonly Person[]> {
  return withTenant(actor.organizationId, (sql) => selectPeople(sql, actor, null));
}

interface PersonRow extends Omit<Person, "lastSeenAt"> {
  readonly lastSeenAt: Date | null;
}

/**
 * Of an invitation it shows what was typed and nothing else: whether the mailbox has an account, what its
 * owner is called and when they were last seen is theirs to tell, by accepting. And what a member does
 * in another firm is no business of this one.
 */
export async function selectPeople(
  sql: Sql,
  actor: PersonActor,
  id: string | null,
): Promise<readonly Person[]> {
  const { rows } = await sql.query<PersonRow>(
    `SELECT m.id AS "membershipId", u.name, u.email, m.role, false AS pending,
            (m.disabled_at IS NOT NULL OR u.disabled_at IS NOT NULL) AS disabled,
            (SELECT max(s.last_seen_at) FROM user_sessions s
              WHERE s.user_id = u.id AND s.organization_id = m.organization_id) AS "lastSeenAt",
            ARRAY(SELECT a.company_id FROM company_access a WHERE a.membership_id = m.id
                     AND a.organization_id = m.organization_id ORDER BY a.company_id) AS "companyIds"
       FROM memberships m JOIN users u ON u.id = m.user_id
      WHERE m.organization_id = $1 AND m.removed_at IS NULL AND ($2::uuid IS NULL OR m.id = $2)
      UNION ALL
     SELECT i.id, i.name, i.email, i.role, true, false, NULL,
            ARRAY(SELECT unnest(i.company_ids) AS company_id ORDER BY company_id)
       FROM membership_invitations i
      WHERE i.organization_id = $1 AND ($2::uuid IS NULL OR i.id = $2)
      ORDER BY disabled, name, "membershipId"`,
    [actor.organizationId, id],
  );
  return rows
    .map((row) => ({ ...row, lastSeenAt: row.lastSeenAt?.toISOString() ?? null }))
    .toSorted((one, other) => Number(one.disabled) - Number(other.disabled) || byName(one, other));
}

function byName(one: Person, other: Person): number {
  return one.name.toLowerCase().localeCompare(other.name.toLowerCase());
}
