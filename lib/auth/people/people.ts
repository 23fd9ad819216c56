// The firm's members. Owners and admins manage people; only owners make, change or remove owners; and a
// firm always keeps one. What is done here reaches no further than the firm: a member's password, other
// firms and sessions there are theirs. Whom the firm has only invited: invitations.ts.

import type { MailOutcome, Person } from "#lib/contracts/people.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId, UserId } from "#lib/core/ids.ts";
import { asSystem, type Sql } from "#lib/db/scope.ts";
import { changeInvitation, withdrawInvitation } from "./invitations.ts";
import { selectPeople } from "./list-people.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import { seesEveryCompany, type Role } from "#lib/core/role.ts";
import { sendPasswordLink } from "../passwords/send-password-link.ts";
import type { PersonActor } from "#lib/core/actor.ts";

export interface PersonChange {
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
  readonly companyIds?: readonly CompanyId[] | undefined;
  /** Mails a link to choose a new password with; to somebody invited, the invitation again. */
  readonly resetPassword?: true | undefined;
}

export interface ChangedPerson {
  readonly person: Person;
  /** Null when nothing was to be mailed. */
  readonly mail: MailOutcome | null;
}

/**
 * All of the changes or none. Somebody who is disabled is signed out of this firm at once.
 *
 * @throws AppError `request.not_found`, `auth.forbidden`, `request.conflict` where the firm would be left
 * without an owner.
 */
export async function changePerson(
  actor: PersonActor,
  membershipId: string,
  change: PersonChange,
): Promise<ChangedPerson> {
  const { role, companyIds, resetPassword, disabled } = change;
  const asInvited = { role, companyIds, disabled, sendAgain: resetPassword };
  const invited = await changeInvitation(actor, membershipId, asInvited);
  if (invited !== null) {
    const person = await asSystem((sql) => personOf(sql, actor, membershipId));
    return { person, mail: invited === "none" ? null : invited };
  }
  const person = await asSystem(async (sql) => {
    const member = await lockMember(sql, actor, membershipId);
    if (member.role === "owner" || role === "owner") requireOwner(actor);
    if (role !== undefined) await setRole(sql, actor, member, role);
    if (disabled !== undefined) await setDisabled(sql, actor, member, disabled);
    if (companyIds !== undefined) {
      await putAccess(sql, actor, member.id, role ?? member.role, companyIds);
      await note(sql, actor, "person.access_changed", member.id, { companies: companyIds.length });
    }
    await requireAnOwner(sql, actor);
    return personOf(sql, actor, member.id);
  });
  return { person, mail: resetPassword ? await sendPasswordLink(actor, person) : null };
}

/**
 * Ends the membership, or withdraws the invitation. A member is signed out of this firm at once; their
 * account and their other firms are untouched. To come back they are invited, and accept, again.
 *
 * @throws AppError as `changePerson`.
 */
export async function removePerson(actor: PersonActor, membershipId: string): Promise<void> {
  if (await withdrawInvitation(actor, membershipId)) return;
  await asSystem(async (sql) => {
    const member = await lockMember(sql, actor, membershipId);
    if (member.role === "owner") requireOwner(actor);
    await sql.query(
      `UPDATE memberships SET disabled_at = coalesce(disabled_at, now()), removed_at = now()
        WHERE id = $1 AND organization_id = $2`,
      [member.id, actor.organizationId],
    );
    await putAccess(sql, actor, member.id, member.role, []);
    await endSessionsHere(sql, actor, member.user_id);
    await note(sql, actor, "person.removed", member.id, {});
    await requireAnOwner(sql, actor);
  });
}

async function personOf(sql: Sql, actor: PersonActor, id: string): Promise<Person> {
  const [person] = await selectPeople(sql, actor, id);
  if (!person) throw new AppError("request.not_found");
  return person;
}

interface Member {
  readonly id: string;
  readonly user_id: UserId;
  readonly role: Role;
}

/**
 * Locks all of the firm's memberships, in one order: of two owners who demote each other at the same
 * moment, the second must see what the first did.
 */
async function lockMember(sql: Sql, actor: PersonActor, membershipId: string): Promise<Member> {
  const { rows } = await sql.query<Member>(
    "SELECT id, user_id, role FROM memberships WHERE organization_id = $1 AND removed_at IS NULL ORDER BY id FOR UPDATE",
    [actor.organizationId],
  );
  const member = rows.find((row) => row.id === membershipId);
  if (!member) throw new AppError("request.not_found");
  return member;
}

async function requireAnOwner(sql: Sql, actor: PersonActor): Promise<void> {
  const { rowCount } = await sql.query(
    `SELECT FROM memberships m JOIN users u ON u.id = m.user_id AND u.disabled_at IS NULL
      WHERE m.organization_id = $1 AND m.role = 'owner' AND m.disabled_at IS NULL LIMIT 1`,
    [actor.organizationId],
  );
  if (rowCount === 0) {
    throw new AppError(
      "request.conflict",
      "A firm needs at least one owner. Make someone else an owner first.",
    );
  }
}

async function setRole(sql: Sql, actor: PersonActor, member: Member, role: Role): Promise<void> {
  await sql.query("UPDATE memberships SET role = $2 WHERE id = $1 AND organization_id = $3", [
    member.id,
    role,
    actor.organizationId,
  ]);
  await note(sql, actor, "person.role_changed", member.id, { from: member.role, to: role });
}

async function setDisabled(sql: Sql, actor: PersonActor, member: Member, disabled: boolean): Promise<void> {
  await sql.query(
    `UPDATE memberships SET disabled_at = CASE WHEN $2 THEN now() END
      WHERE id = $1 AND organization_id = $3`,
    [member.id, disabled, actor.organizationId],
  );
  if (disabled) await endSessionsHere(sql, actor, member.user_id);
  await note(sql, actor, disabled ? "person.disabled" : "person.enabled", member.id, {});
}

async function endSessionsHere(sql: Sql, actor: PersonActor, user: UserId): Promise<void> {
  await sql.query(
    `UPDATE user_sessions SET revoked_at = now()
      WHERE user_id = $1 AND organization_id = $2 AND revoked_at IS NULL`,
    [user, actor.organizationId],
  );
}

/** Puts these companies in place of those assigned so far. Ids that are not the firm's are refused. */
async function putAccess(
  sql: Sql,
  actor: PersonActor,
  membershipId: string,
  role: Role,
  companies: readonly CompanyId[],
): Promise<void> {
  await sql.query("DELETE FROM company_access WHERE membership_id = $1 AND organization_id = $2", [
    membershipId,
    actor.organizationId,
  ]);
  // Who sees all companies needs none assigned, and should not find old ones after a change of role.
  if (seesEveryCompany(role) || companies.length === 0) return;
  const wanted = [...new Set(companies)];
  const { rowCount } = await sql.query(
    `INSERT INTO company_access (organization_id, membership_id, company_id)
     SELECT organization_id, $2, id FROM companies WHERE organization_id = $1 AND id = ANY ($3::uuid[])`,
    [actor.organizationId, membershipId, wanted],
  );
  if (rowCount !== wanted.length) throw new AppError("request.not_found");
}

function requireOwner(actor: PersonActor): void {
  if (actor.role !== "owner") throw new AppError("auth.forbidden");
}

async function note(
  sql: Sql,
  actor: PersonActor,
  action:
    "person.role_changed" | "person.access_changed" | "person.disabled" | "person.enabled" | "person.removed",
  membershipId: string,
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  await recordAudit(sql, {
    organizationId: actor.organizationId,
    actor,
    action,
    detail: { membershipId, ...detail },
  });
}
