// What somebody does with a link from their mailbox: it proves the mailbox, and is the only way to make an
// account or to set a password without knowing the present one.

import { randomUUID } from "node:crypto";

import type { OpenedLink } from "#lib/contracts/invitations.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { OrganizationId, UserId } from "#lib/core/ids.ts";
import { sha256 } from "#lib/crypto/digest.ts";
import { asSystem, type Sql, type SystemSql } from "#lib/db/scope.ts";
import { recordAccountEvent } from "./account-events.ts";
import { countAttempt } from "../sessions/attempt-limits.ts";
import type { LinkPurpose } from "./make-account-link.ts";
import { hashPassword, requireGoodPassword } from "./password.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import { endSessions } from "../sessions/sessions.ts";

interface StoredLink {
  readonly email: string;
  readonly purpose: LinkPurpose;
  readonly user_id: UserId | null;
  /** Of the account, else as the first to invite typed it. */
  readonly name: string;
  readonly firms: readonly string[];
}

/**
 * What the link is for. Looking does not use it up: mail programs look at links, too.
 *
 * @throws AppError `request.not_found` for one that was used, replaced, is over or was never given;
 * `auth.throttled` after many tries from one address.
 */
export async function openAccountLink(token: string, address: string): Promise<OpenedLink> {
  await countAttempt("invitation", address);
  const { email, purpose, user_id, name, firms } = await asSystem((sql) => findLink(sql, token));
  const kind = purpose === "password" ? purpose : user_id === null ? "new_account" : "has_account";
  return { kind, email, name, firms: [...firms] };
}

export interface LinkUse {
  readonly token: string;
  /** For a new account; else it keeps its name. */
  readonly name: string | undefined;
  readonly password: string;
  readonly address: string;
}

/**
 * Makes the account, or sets its password and signs out whoever used the one before. Every link to the
 * mailbox ends: whoever has read its mail must not set yet another. Of two uses at once, one is told that
 * the link was used. No membership is accepted by this.
 *
 * @throws AppError as `openAccountLink`; `request.invalid` for a poor password, which leaves the link;
 * `request.conflict` for an invitation's link where there is an account already.
 */
export async function redeemAccountLink(use: LinkUse): Promise<{ readonly email: string }> {
  const { kind, email, name } = await openAccountLink(use.token, use.address);
  if (kind === "has_account") throw hasAccount();
  requireGoodPassword(use.password, email);
  const passwordHash = await hashPassword(use.password);
  await asSystem(async (sql) => {
    // One use of any of a mailbox's links at a time: each ends all the others.
    await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('account ' || $1, 0))", [email]);
    const link = await findLink(sql, use.token);
    await sql.query("DELETE FROM account_links WHERE email = $1", [email]);
    if (link.purpose === "password") await setPassword(sql, link, passwordHash);
    else await createAccount(sql, email, use.name ?? name, passwordHash);
  });
  return { email };
}

async function createAccount(sql: Sql, email: string, name: string, passwordHash: string): Promise<void> {
  const { rowCount } = await sql.query(
    `INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, $3, $4)
     ON CONFLICT (email) DO NOTHING`,
    [randomUUID(), email, name, passwordHash],
  );
  if (rowCount === 0) throw hasAccount();
  await recordAccountEvent(sql, email, "account.created");
}

async function setPassword(sql: SystemSql, link: StoredLink, passwordHash: string): Promise<void> {
  if (link.user_id === null) throw linkIsOver();
  await sql.query("UPDATE users SET password_hash = $2 WHERE id = $1", [link.user_id, passwordHash]);
  await endSessions(sql, link.user_id);
  await recordAccountEvent(sql, link.email, "password.set_by_link");
  // Each of their firms may know that a key to its books was changed, and none which others there are.
  const { rows } = await sql.query<{ organization_id: OrganizationId }>(
    "SELECT organization_id FROM memberships WHERE user_id = $1 AND disabled_at IS NULL",
    [link.user_id],
  );
  for (const { organization_id: organizationId } of rows) {
    const actor = { kind: "person", userId: link.user_id } as const;
    await recordAudit(sql, { organizationId, actor, action: "password.set_by_link" });
  }
}

async function findLink(sql: Sql, token: string): Promise<StoredLink> {
  const { rows } = await sql.query<StoredLink>(
    `SELECT l.email, l.purpose, u.id AS user_id, coalesce(u.name, pending.names[1], '') AS name,
            coalesce(pending.firms, '{}') AS firms
       FROM account_links l
       LEFT JOIN users u ON u.email = l.email
       LEFT JOIN LATERAL (
         SELECT array_agg(i.name ORDER BY i.created_at) AS names,
                array_agg(o.name ORDER BY i.created_at) AS firms
           FROM membership_invitations i JOIN organizations o ON o.id = i.organization_id
          WHERE i.email = l.email) pending ON true
      WHERE l.token_hash = $1 AND l.expires_at > now() AND u.disabled_at IS NULL
        AND CASE l.purpose WHEN 'password' THEN u.id IS NOT NULL
                           ELSE u.id IS NOT NULL OR pending.firms IS NOT NULL END`,
    [sha256(token)],
  );
  const [found] = rows;
  if (!found) throw linkIsOver();
  return found;
}

function hasAccount(): AppError {
  return new AppError(
    "request.conflict",
    "You have an account already. Sign in with its password to answer the invitation.",
  );
}

function linkIsOver(): AppError {
  return new AppError(
    "request.not_found",
    "This link does not work any more: it was used, replaced by a newer one, or its time is over. " +
      "On the sign-in page you can ask for a new one.",
  );
}
