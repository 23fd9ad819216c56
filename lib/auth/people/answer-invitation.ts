// The person's side of an invitation: only the owner of the mailbox, signed in, makes a membership of it.

import type { MyInvitation } from "#lib/contracts/me.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { OrganizationId } from "#lib/core/ids.ts";
import { asSystem, type Sql } from "#lib/db/scope.ts";
import { recordAccountEvent } from "../passwords/account-events.ts";
import type { Account } from "../passwords/find-account.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import type { Role } from "#lib/core/role.ts";

/** To the account's mailbox, the oldest first. Over all firms, hence the system's scope. */
export async function listMyInvitations(account: Account): Promise<readonly MyInvitation[]> {
  const rows = await asSystem(async (sql) => {
    const answer = await sql.query<Omit<MyInvitation, "invitedAt"> & { readonly created_at: Date }>(
      `SELECT i.id, o.name AS "organizationName", i.role, u.name AS "invitedBy", i.created_at
         FROM membership_invitations i
         JOIN organizations o ON o.id = i.organization_id
         LEFT JOIN users u ON u.id = i.invited_by_user_id
        WHERE i.email = $1 ORDER BY i.created_at, i.id`,
      [account.email],
    );
    return answer.rows;
  });
  return rows.map(({ created_at, ...row }) => ({ ...row, invitedAt: created_at.toISOString() }));
}

/**
 * From now on the person is a member, and this session acts for the firm. Of two at once, one finds nothing.
 *
 * @throws AppError `request.not_found` for an invitation to another mailbox, or one that is withdrawn or answered.
 */
export async function acceptInvitation(account: Account, id: string): Promise<void> {
  await asSystem(async (sql) => {
    const invitation = await claimInvitation(sql, account, id);
    const organizationId = invitation.organization_id;
    // A removed member has a row from before, which the firm's history goes by.
    const { rows } = await sql.query<{ id: string }>(
      `INSERT INTO memberships (id, organization_id, user_id, role) VALUES ($1, $2, $3, $4)
       ON CONFLICT (organization_id, user_id) DO UPDATE
         SET role = excluded.role, disabled_at = NULL, removed_at = NULL
         WHERE memberships.removed_at IS NOT NULL
       RETURNING id`,
      [id, organizationId, account.userId, invitation.role],
    );
    const membershipId = rows[0]?.id;
    if (!membershipId) throw new AppError("request.conflict", "You are in this firm already.");
    await sql.query("DELETE FROM company_access WHERE membership_id = $1 AND organization_id = $2", [
      membershipId,
      organizationId,
    ]);
    await sql.query(
      `INSERT INTO company_access (organization_id, membership_id, company_id)
       SELECT organization_id, $2, id FROM companies WHERE organization_id = $1 AND id = ANY ($3::uuid[])`,
      [organizationId, membershipId, invitation.company_ids],
    );
    await sql.query("UPDATE user_sessions SET organization_id = $2, last_seen_at = now() WHERE id = $1", [
      account.sessionId,
      organizationId,
    ]);
    const detail = { membershipId, role: invitation.role };
    const actor = { kind: "person", userId: account.userId } as const;
    await recordAudit(sql, { organizationId, actor, action: "person.joined", detail });
    await recordAccountEvent(sql, account.email, "membership.accepted");
  });
}

/** @throws AppError as `acceptInvitation`. The firm is told, but not by whom: that would tell of an account. */
export async function declineInvitation(account: Account, id: string): Promise<void> {
  await asSystem(async (sql) => {
    const { organization_id: organizationId } = await claimInvitation(sql, account, id);
    const detail = { membershipId: id };
    await recordAudit(sql, { organizationId, actor: null, action: "person.invitation_declined", detail });
    await recordAccountEvent(sql, account.email, "membership.declined");
  });
}

interface ClaimedInvitation {
  readonly organization_id: OrganizationId;
  readonly role: Role;
  readonly company_ids: readonly string[];
}

async function claimInvitation(sql: Sql, account: Account, id: string): Promise<ClaimedInvitation> {
  const { rows } = await sql.query<ClaimedInvitation>(
    `DELETE FROM membership_invitations i USING users u
      WHERE i.id = $1 AND u.id = $2 AND u.email = i.email AND u.disabled_at IS NULL
     RETURNING i.organization_id, i.role, i.company_ids`,
    [id, account.userId],
  );
  const [taken] = rows;
  if (!taken) {
    throw new AppError(
      "request.not_found",
      "This invitation is not there any more. The firm can send another.",
    );
  }
  return taken;
}
