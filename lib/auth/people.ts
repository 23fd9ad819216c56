// Who works in the firm. Owners and admins manage people; only owners make, change or remove owners; and
// a firm always keeps one.

import { randomUUID } from "node:crypto";

import type { Invitation } from "../contracts/invitations.ts";
import type { Person } from "../contracts/people.ts";
import { AppError } from "../core/app-error.ts";
import type { CompanyId, UserId } from "../core/ids.ts";
import { asFirm, asSystem, type Sql } from "../db/scope.ts";
import {
  deliverInvitation,
  makeInvitation,
  unknownPasswordHash,
  type MadeInvitation,
} from "./invitations.ts";
import { recordAudit } from "./record-audit.ts";
import { seesEveryCompany, type Role } from "./roles.ts";
import { endSessions } from "./sessions.ts";
import type { Viewer } from "./viewer.ts";

export async function listPeople(viewer: Viewer): Promise<readonly Person[]> {
  return asFirm(viewer.organizationId, (sql) => selectPeople(sql, null));
}

interface PersonRow extends Omit<Person, "lastSeenAt"> {
  readonly lastSeenAt: Date | null;
}

async function selectPeople(sql: Sql, membership: string | null): Promise<readonly Person[]> {
  const { rows } = await sql.query<PersonRow>(
    `SELECT m.id AS "membershipId", u.name, u.email, m.role,
            (m.disabled_at IS NOT NULL OR u.disabled_at IS NOT NULL) AS disabled,
            EXISTS (SELECT FROM invitations i WHERE i.user_id = u.id AND i.expires_at > now()) AS invited,
            (SELECT max(s.last_seen_at) FROM user_sessions s WHERE s.user_id = u.id) AS "lastSeenAt",
            ARRAY(SELECT a.company_id FROM company_access a WHERE a.membership_id = m.id
                   ORDER BY a.company_id) AS "companyIds"
       FROM memberships m JOIN users u ON u.id = m.user_id
      WHERE $1::uuid IS NULL OR m.id = $1
      ORDER BY m.disabled_at IS NOT NULL, lower(u.name), m.id`,
    [membership],
  );
  return rows.map((row) => ({ ...row, lastSeenAt: row.lastSeenAt?.toISOString() ?? null }));
}

export interface PersonToAdd {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly companyIds: readonly CompanyId[];
}

export interface AddedPerson {
  readonly membershipId: string;
  /** Null for somebody who has an account already. */
  readonly invitation: Invitation | null;
}

/** @throws AppError `auth.forbidden`, `request.conflict` for somebody who is in the firm already. */
export async function addPerson(viewer: Viewer, added: PersonToAdd): Promise<AddedPerson> {
  if (added.role === "owner") requireOwner(viewer);
  const passwordHash = await unknownPasswordHash();
  // The system's scope: whether the e-mail has an account is known over all firms.
  const { membershipId, made } = await asSystem(async (sql) => {
    const { rows: created } = await sql.query<{ id: UserId }>(
      `INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, $3, $4)
       ON CONFLICT (email) DO NOTHING RETURNING id`,
      [randomUUID(), added.email, added.name, passwordHash],
    );
    const { rows: known } = await sql.query<{ id: UserId }>("SELECT id FROM users WHERE email = $1", [
      added.email,
    ]);
    const user = known[0]?.id;
    if (!user) throw new AppError("internal", "a user who was just stored is not there");
    const membershipId = randomUUID();
    const { rowCount } = await sql.query(
      `INSERT INTO memberships (id, organization_id, user_id, role) VALUES ($1, $2, $3, $4)
       ON CONFLICT (organization_id, user_id) DO NOTHING`,
      [membershipId, viewer.organizationId, user, added.role],
    );
    if (rowCount === 0) throw new AppError("request.conflict", "This person is in your firm already.");
    await putAccess(sql, viewer, membershipId, added.role, added.companyIds);
    await recordAudit(sql, {
      organizationId: viewer.organizationId,
      userId: viewer.userId,
      action: "person.added",
      detail: { membershipId, role: added.role, companies: added.companyIds.length },
    });
    return { membershipId, made: created[0] ? await makeInvitation(sql, viewer, user) : null };
  });
  return { membershipId, invitation: made && (await deliverInvitation(viewer, made)) };
}

export interface PersonChange {
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
  readonly companyIds?: readonly CompanyId[] | undefined;
  readonly resetPassword?: true | undefined;
}

/**
 * All of the changes or none. Somebody who is disabled, or whose password is ended, is signed out of
 * this firm at once.
 *
 * @throws AppError `request.not_found`, `auth.forbidden`, `request.conflict` where the firm would be left
 * without an owner or the account is not this firm's alone.
 */
export async function changePerson(
  viewer: Viewer,
  membershipId: string,
  change: PersonChange,
): Promise<{ readonly person: Person; readonly invitation: Invitation | null }> {
  const passwordHash = change.resetPassword ? await unknownPasswordHash() : null;
  const { person, made } = await asSystem(async (sql) => {
    const member = await lockMember(sql, viewer, membershipId);
    if (member.role === "owner" || change.role === "owner") requireOwner(viewer);
    if (change.role !== undefined) await setRole(sql, viewer, member, change.role);
    if (change.disabled !== undefined) await setDisabled(sql, viewer, member, change.disabled);
    if (change.companyIds !== undefined) {
      await putAccess(sql, viewer, member.id, change.role ?? member.role, change.companyIds);
      await note(sql, viewer, "person.access_changed", member.id, { companies: change.companyIds.length });
    }
    const made = passwordHash === null ? null : await endPassword(sql, viewer, member, passwordHash);
    await requireAnOwner(sql, viewer);
    const [person] = await selectPeople(sql, member.id);
    if (!person) throw new AppError("request.not_found");
    return { person, made };
  });
  return { person, invitation: made && (await deliverInvitation(viewer, made)) };
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
async function lockMember(sql: Sql, viewer: Viewer, membershipId: string): Promise<Member> {
  const { rows } = await sql.query<Member>(
    "SELECT id, user_id, role FROM memberships WHERE organization_id = $1 ORDER BY id FOR UPDATE",
    [viewer.organizationId],
  );
  const member = rows.find((row) => row.id === membershipId);
  if (!member) throw new AppError("request.not_found");
  return member;
}

async function requireAnOwner(sql: Sql, viewer: Viewer): Promise<void> {
  const { rowCount } = await sql.query(
    `SELECT FROM memberships m JOIN users u ON u.id = m.user_id AND u.disabled_at IS NULL
      WHERE m.organization_id = $1 AND m.role = 'owner' AND m.disabled_at IS NULL LIMIT 1`,
    [viewer.organizationId],
  );
  if (rowCount === 0) {
    throw new AppError("request.conflict", "A firm keeps at least one owner. Make somebody else one first.");
  }
}

async function setRole(sql: Sql, viewer: Viewer, member: Member, role: Role): Promise<void> {
  await sql.query("UPDATE memberships SET role = $2 WHERE id = $1", [member.id, role]);
  await note(sql, viewer, "person.role_changed", member.id, { from: member.role, to: role });
}

async function setDisabled(sql: Sql, viewer: Viewer, member: Member, disabled: boolean): Promise<void> {
  await sql.query("UPDATE memberships SET disabled_at = CASE WHEN $2 THEN now() END WHERE id = $1", [
    member.id,
    disabled,
  ]);
  if (disabled) await endSessionsHere(sql, viewer, member.user_id);
  await note(sql, viewer, disabled ? "person.disabled" : "person.enabled", member.id, {});
}

async function endPassword(
  sql: Sql,
  viewer: Viewer,
  member: Member,
  passwordHash: string,
): Promise<MadeInvitation> {
  const { rowCount } = await sql.query(
    "SELECT FROM memberships WHERE user_id = $1 AND organization_id <> $2 LIMIT 1",
    [member.user_id, viewer.organizationId],
  );
  if (rowCount !== 0) {
    throw new AppError(
      "request.conflict",
      "This person belongs to another firm too and can only change the password themselves.",
    );
  }
  await sql.query("UPDATE users SET password_hash = $2 WHERE id = $1", [member.user_id, passwordHash]);
  await endSessions(sql, member.user_id);
  await note(sql, viewer, "password.reset", member.id, {});
  return makeInvitation(sql, viewer, member.user_id);
}

async function endSessionsHere(sql: Sql, viewer: Viewer, user: UserId): Promise<void> {
  await sql.query(
    `UPDATE user_sessions SET revoked_at = now()
      WHERE user_id = $1 AND organization_id = $2 AND revoked_at IS NULL`,
    [user, viewer.organizationId],
  );
}

/** Puts these companies in place of those assigned so far. Ids that are not the firm's are refused. */
async function putAccess(
  sql: Sql,
  viewer: Viewer,
  membershipId: string,
  role: Role,
  companies: readonly CompanyId[],
): Promise<void> {
  await sql.query("DELETE FROM company_access WHERE membership_id = $1", [membershipId]);
  // Who sees all companies needs none assigned, and should not find old ones after a change of role.
  if (seesEveryCompany(role) || companies.length === 0) return;
  const wanted = [...new Set(companies)];
  const { rowCount } = await sql.query(
    `INSERT INTO company_access (organization_id, membership_id, company_id)
     SELECT organization_id, $2, id FROM companies WHERE organization_id = $1 AND id = ANY ($3::uuid[])`,
    [viewer.organizationId, membershipId, wanted],
  );
  if (rowCount !== wanted.length) throw new AppError("request.not_found");
}

function requireOwner(viewer: Viewer): void {
  if (viewer.role !== "owner") throw new AppError("auth.forbidden");
}

async function note(
  sql: Sql,
  viewer: Viewer,
  action:
    "person.role_changed" | "person.access_changed" | "person.disabled" | "person.enabled" | "password.reset",
  membershipId: string,
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  await recordAudit(sql, {
    organizationId: viewer.organizationId,
    userId: viewer.userId,
    action,
    detail: { membershipId, ...detail },
  });
}
