import { invitationPath } from "#lib/contracts/invitations.ts";
import { config } from "#lib/config/config.ts";
import { AppError } from "#lib/core/app-error.ts";
import { randomToken, sha256 } from "#lib/crypto/digest.ts";
import type { Sql } from "#lib/db/scope.ts";

export const linkLifetimes = {
  /** Makes an account where the mailbox has none. Where there is one, it changes nothing about it. */
  new_account: { days: 7 },
  /** Sets another password. */
  password: { days: 1 },
} as const;

export type LinkPurpose = keyof typeof linkLifetimes;

export interface MadeLink {
  /** For the mailbox, or the terminal of whoever runs the installation. For no answer and no log. */
  readonly link: string;
  readonly expiresAt: Date;
  /** Tells one mail from another without telling the link. */
  readonly mailId: string;
}

export interface LinkToMake {
  readonly email: string;
  readonly purpose: LinkPurpose;
  /** Earlier links of the same invitation end, and this one ends with it. */
  readonly invitationId: string | null;
}

/**
 * In the system's scope. Links that others have sent to the mailbox go on working. It takes the same
 * whether or not the mailbox has an account, about which it asks nothing.
 */
export async function makeAccountLink(sql: Sql, wanted: LinkToMake): Promise<MadeLink> {
  const token = randomToken();
  const tokenHash = sha256(token);
  await sql.query("DELETE FROM account_links WHERE invitation_id = $1", [wanted.invitationId]);
  const { rows } = await sql.query<{ expires_at: Date }>(
    `INSERT INTO account_links (token_hash, email, purpose, invitation_id, expires_at)
     VALUES ($1, $2, $3, $4, now() + make_interval(days => $5)) RETURNING expires_at`,
    [tokenHash, wanted.email, wanted.purpose, wanted.invitationId, linkLifetimes[wanted.purpose].days],
  );
  const [made] = rows;
  if (!made) throw new AppError("internal", "a link that was just stored is not there");
  return {
    // What it carries stands behind the #, which browsers send to no server.
    link: `${config().appUrl}${invitationPath}#${token}`,
    expiresAt: made.expires_at,
    mailId: `account.${tokenHash}`,
  };
}
