// A firm invites a mailbox. Nothing here asks whether the mailbox has an account, so that nothing here can
// tell; and nobody but the mailbox is given the link. What is invited becomes a membership only when its
// owner, signed in, accepts (answer-invitation.ts).

import { randomUUID } from "node:crypto";

import type { MailOutcome } from "#lib/contracts/people.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant, asSystem, type Sql } from "#lib/db/scope.ts";
import { canSendMail } from "#lib/mail/send-mail.ts";
import { recordAccountEvent } from "../passwords/account-events.ts";
import { mailInvitation } from "../passwords/account-mail.ts";
import { countAttempt } from "../sessions/attempt-limits.ts";
import { makeAccountLink } from "../passwords/make-account-link.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import { seesEveryCompany, type Role } from "#lib/core/role.ts";
import type { PersonActor } from "#lib/core/actor.ts";

export interface PersonToInvite {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly companyIds: readonly CompanyId[];
}

export interface InvitedPerson {
  /** Of the membership that this becomes. */
  readonly membershipId: string;
  readonly mail: MailOutcome;
}

/**
 * @throws AppError `auth.forbidden` for an owner invited by somebody else; `request.conflict` for a mailbox
 * that is in this firm, or invited by it, already; `request.not_found` for a company that is not the firm's.
 */
export async function invitePerson(actor: PersonActor, invited: PersonToInvite): Promise<InvitedPerson> {
  if (invited.role === "owner" && actor.role !== "owner") throw new AppError("auth.forbidden");
  await countAttempt("mail", `${actor.organizationId} ${invited.email}`);
  const id = randomUUID();
  await withTenant(actor.organizationId, async (sql) => {
    const { rowCount: members } = await sql.query(
      `SELECT FROM memberships m JOIN users u ON u.id = m.user_id
        WHERE m.organization_id = $1 AND u.email = $2 AND m.removed_at IS NULL`,
      [actor.organizationId, invited.email],
    );
    const companies = await companiesToGive(sql, actor, invited.role, invited.companyIds);
    const { rowCount: added } = await sql.query(
      `INSERT INTO membership_invitations (id, organization_id, email, name, role, company_ids, invited_by_user_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (organization_id, email) DO NOTHING`,
      [id, actor.organizationId, invited.email, invited.name, invited.role, companies, actor.userId],
    );
    if (members !== 0 || added === 0) {
      throw new AppError("request.conflict", "This person is in your firm or invited already.");
    }
    await note(sql, actor, "person.invited", id, { role: invited.role, companies: companies.length });
  });
  return { membershipId: id, mail: await sendInvitation(actor, id, invited.email) };
}

export interface InvitationChange {
  readonly role?: Role | undefined;
  readonly companyIds?: readonly CompanyId[] | undefined;
  readonly sendAgain?: boolean | undefined;
  /** Refused: nobody is there yet who could be disabled. */
  readonly disabled?: boolean | undefined;
}

/** Null for an id that is no invitation of this firm: then it may be a member. */
export async function changeInvitation(
  actor: PersonActor,
  id: string,
  change: InvitationChange,
): Promise<MailOutcome | "none" | null> {
  const email = await withTenant(actor.organizationId, async (sql) => {
    const invitation = await lockInvitation(sql, actor, id, change.role);
    if (!invitation) return null;
    if (change.disabled !== undefined) throw stillInvited();
    const role = change.role ?? invitation.role;
    const wanted = change.companyIds ?? (seesEveryCompany(role) ? [] : null);
    if (change.role !== undefined || change.companyIds !== undefined) {
      const companies = wanted === null ? null : await companiesToGive(sql, actor, role, wanted);
      await sql.query(
        `UPDATE membership_invitations SET role = $3, company_ids = coalesce($4, company_ids)
          WHERE id = $1 AND organization_id = $2`,
        [id, actor.organizationId, role, companies],
      );
      await note(sql, actor, "person.invitation_changed", id, { role });
    }
    if (change.sendAgain) await note(sql, actor, "person.invitation_sent", id, {});
    return invitation.email;
  });
  if (email === null) return null;
  if (!change.sendAgain) return "none";
  await countAttempt("mail", `${actor.organizationId} ${email}`);
  return sendInvitation(actor, id, email);
}

/** Answers whether there was such an invitation. Its links end with it; those of other firms do not. */
export async function withdrawInvitation(actor: PersonActor, id: string): Promise<boolean> {
  return withTenant(actor.organizationId, async (sql) => {
    if (!(await lockInvitation(sql, actor, id))) return false;
    await sql.query("DELETE FROM membership_invitations WHERE id = $1 AND organization_id = $2", [
      id,
      actor.organizationId,
    ]);
    await note(sql, actor, "person.invitation_withdrawn", id, {});
    return true;
  });
}

async function sendInvitation(actor: PersonActor, id: string, email: string): Promise<MailOutcome> {
  if (!canSendMail()) return "not_configured";
  const made = await asSystem(async (sql) => {
    await recordAccountEvent(sql, email, "invitation.link_sent");
    return makeAccountLink(sql, { email, purpose: "new_account", invitationId: id });
  });
  return mailInvitation(email, actor, made);
}

function stillInvited(): AppError {
  return new AppError(
    "request.conflict",
    "This person has not accepted yet. Withdraw the invitation instead.",
  );
}

interface Invitation {
  readonly email: string;
  readonly role: Role;
}

/** @throws AppError `auth.forbidden` where an owner, or somebody who shall be one, is for owners. */
async function lockInvitation(
  sql: Sql,
  actor: PersonActor,
  id: string,
  nextRole?: Role,
): Promise<Invitation | null> {
  const { rows } = await sql.query<Invitation>(
    "SELECT email, role FROM membership_invitations WHERE id = $1 AND organization_id = $2 FOR UPDATE",
    [id, actor.organizationId],
  );
  const [invitation] = rows;
  if (!invitation) return null;
  const isAboutOwner = invitation.role === "owner" || nextRole === "owner";
  if (isAboutOwner && actor.role !== "owner") throw new AppError("auth.forbidden");
  return invitation;
}

/** Who sees all companies needs none assigned. */
async function companiesToGive(
  sql: Sql,
  actor: PersonActor,
  role: Role,
  companies: readonly CompanyId[],
): Promise<readonly string[]> {
  const wanted = seesEveryCompany(role) ? [] : [...new Set(companies)];
  const { rowCount } = await sql.query(
    "SELECT FROM companies WHERE organization_id = $1 AND id = ANY ($2::uuid[])",
    [actor.organizationId, wanted],
  );
  if (rowCount !== wanted.length) throw new AppError("request.not_found");
  return wanted;
}

async function note(
  sql: Sql,
  actor: PersonActor,
  action:
    "person.invited" | "person.invitation_sent" | "person.invitation_changed" | "person.invitation_withdrawn",
  membershipId: string,
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  const { organizationId } = actor;
  await recordAudit(sql, { organizationId, actor, action, detail: { membershipId, ...detail } });
}
