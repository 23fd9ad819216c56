// Nobody ever knows somebody else's password: who joins, or has forgotten theirs, gets a link that works
// once, and sets it themselves.

import type { Invitation, OpenInvitation } from "../contracts/invitations.ts";
import { invitationPath } from "../contracts/invitations.ts";
import { config } from "../config/config.ts";
import { AppError } from "../core/app-error.ts";
import type { OrganizationId, UserId } from "../core/ids.ts";
import { randomToken, sha256 } from "../crypto/digest.ts";
import { asSystem, type Sql } from "../db/scope.ts";
import { log } from "../log/log.ts";
import { canSendMail, sendMail } from "../mail/send-mail.ts";
import { countAttempt } from "./attempt-limits.ts";
import { hashPassword, requireGoodPassword } from "./password.ts";
import { recordAudit } from "./record-audit.ts";
import { endSessions } from "./sessions.ts";
import type { Viewer } from "./viewer.ts";

const lifetimeDays = 7;

export interface MadeInvitation {
  readonly token: string;
  readonly email: string;
  readonly expiresAt: Date;
}

/** Of a password that nobody knows: the person cannot sign in before they have set one. */
export async function unknownPasswordHash(): Promise<string> {
  return hashPassword(randomToken());
}

/** In the system's scope. Links that the person was given before stop working. */
export async function makeInvitation(sql: Sql, viewer: Viewer, user: UserId): Promise<MadeInvitation> {
  const token = randomToken();
  await sql.query("DELETE FROM invitations WHERE user_id = $1", [user]);
  const { rows } = await sql.query<{ email: string; expires_at: Date }>(
    `WITH made AS (
       INSERT INTO invitations (token_hash, organization_id, user_id, expires_at)
       VALUES ($1, $2, $3, now() + make_interval(days => $4)) RETURNING user_id, expires_at)
     SELECT users.email, made.expires_at FROM made JOIN users ON users.id = made.user_id`,
    [sha256(token), viewer.organizationId, user, lifetimeDays],
  );
  const [made] = rows;
  if (!made) throw new AppError("internal", "an invitation for somebody who is not there");
  return { token, email: made.email, expiresAt: made.expires_at };
}

/**
 * After the invitation is stored. Sends it where mail is set up; where it is not, or the mail server does
 * not take it, answers the link for whoever invites to pass on.
 */
export async function deliverInvitation(viewer: Viewer, made: MadeInvitation): Promise<Invitation> {
  const link = `${config().appUrl}${invitationPath}#${made.token}`;
  const sent = canSendMail() && (await send(viewer, made, link));
  return {
    link: sent ? null : link,
    sentTo: sent ? made.email : null,
    expiresAt: made.expiresAt.toISOString(),
  };
}

async function send(viewer: Viewer, made: MadeInvitation, link: string): Promise<boolean> {
  const mail = {
    to: [made.email],
    subject: `${viewer.name} invites you to ${viewer.organizationName} on Tieout`,
    text: [
      `${viewer.name} of ${viewer.organizationName} has made an account for you on Tieout, where the firm keeps its clients' books.`,
      `Choose your password here. The link works once, for ${lifetimeDays} days:`,
      link,
      "If you did not expect this, you need not do anything.",
    ].join("\n\n"),
    id: `invitation.${sha256(made.token)}`,
  };
  try {
    await sendMail(mail);
    return true;
  } catch (thrown) {
    log().error({ err: thrown }, "an invitation could not be sent and is shown instead");
    return false;
  }
}

interface StoredInvitation {
  readonly user_id: UserId;
  readonly organization_id: OrganizationId;
  readonly name: string;
  readonly email: string;
  readonly organization_name: string;
}

/**
 * What the link is for. Looking does not use it up: mail programs look at links, too.
 *
 * @throws AppError `request.not_found` for one that was used, replaced, is over or was never given;
 * `auth.throttled` after many tries from one address.
 */
export async function openInvitation(token: string, address: string): Promise<OpenInvitation> {
  await countAttempt("invitation", address);
  const found = await asSystem((sql) => findInvitation(sql, token));
  return { name: found.name, email: found.email, organizationName: found.organization_name };
}

/**
 * Sets the password, signs out whoever used the one before, and ends the link. Of two at once, one is told
 * that it was used.
 *
 * @throws AppError as `openInvitation`, and `request.invalid` for a poor password, which leaves the link.
 */
export async function acceptInvitation(
  token: string,
  password: string,
  address: string,
): Promise<{ readonly email: string }> {
  const { email } = await openInvitation(token, address);
  requireGoodPassword(password, email);
  const passwordHash = await hashPassword(password);
  return asSystem(async (sql) => {
    const found = await findInvitation(sql, token);
    const { rowCount } = await sql.query("DELETE FROM invitations WHERE token_hash = $1", [sha256(token)]);
    if (rowCount === 0) throw linkIsOver();
    await sql.query("UPDATE users SET password_hash = $2 WHERE id = $1", [found.user_id, passwordHash]);
    await endSessions(sql, found.user_id);
    await recordAudit(sql, {
      organizationId: found.organization_id,
      userId: found.user_id,
      action: "password.set_by_invitation",
    });
    return { email: found.email };
  });
}

async function findInvitation(sql: Sql, token: string): Promise<StoredInvitation> {
  const { rows } = await sql.query<StoredInvitation>(
    `SELECT i.user_id, i.organization_id, u.name, u.email, o.name AS organization_name
       FROM invitations i
       JOIN users u ON u.id = i.user_id AND u.disabled_at IS NULL
       JOIN memberships m ON m.user_id = i.user_id AND m.organization_id = i.organization_id
                         AND m.disabled_at IS NULL
       JOIN organizations o ON o.id = i.organization_id
      WHERE i.token_hash = $1 AND i.expires_at > now()`,
    [sha256(token)],
  );
  const [found] = rows;
  if (!found) throw linkIsOver();
  return found;
}

function linkIsOver(): AppError {
  return new AppError(
    "request.not_found",
    "This link does not work any more: it was used, replaced by a newer one, or its time is over. " +
      "An owner or admin of your firm can give you a new one.",
  );
}
