import { asSystem } from "#lib/db/scope.ts";
import { log } from "#lib/log/log.ts";
import { canSendMail } from "#lib/mail/send-mail.ts";
import { recordAccountEvent } from "./account-events.ts";
import { mailPasswordLink } from "./account-mail.ts";
import { countAttempt } from "../sessions/attempt-limits.ts";
import { makeAccountLink, type LinkPurpose, type MadeLink } from "./make-account-link.ts";

/**
 * "Forgot your password?": mails a link to whoever has an account, or an invitation and no account yet.
 *
 * Resolves before any of that is looked up, so that neither the answer nor its time tells who has one. A
 * process that ends meanwhile sends nothing; the person asks again.
 *
 * @throws AppError `auth.throttled` whether or not there is an account.
 */
export async function requestPasswordLink(email: string, address: string): Promise<void> {
  await countAttempt("forgottenFrom", address);
  await countAttempt("forgotten", email);
  if (!canSendMail()) return;
  void sendLinkTo(email).catch((thrown: unknown) => {
    log().error({ err: thrown }, "a link for a new password could not be made");
  });
}

async function sendLinkTo(email: string): Promise<void> {
  const made = await asSystem(async (sql): Promise<MadeLink | null> => {
    const purpose = await linkPurposeFor(sql, email);
    if (purpose === null) return null;
    await recordAccountEvent(sql, email, "password.link_sent");
    return makeAccountLink(sql, { email, purpose, invitationId: null });
  });
  if (made) await mailPasswordLink(email, null, made);
}

/** What a link may do for this mailbox; null when there is neither an account nor an invitation. */
export async function linkPurposeFor(
  sql: Parameters<typeof makeAccountLink>[0],
  email: string,
): Promise<LinkPurpose | null> {
  const { rows } = await sql.query<{ disabled: boolean | null; invited: boolean }>(
    `SELECT (SELECT disabled_at IS NOT NULL FROM users WHERE email = $1) AS disabled,
            EXISTS (SELECT FROM membership_invitations WHERE email = $1) AS invited`,
    [email],
  );
  const [found] = rows;
  if (!found || found.disabled === true) return null;
  if (found.disabled === false) return "password";
  return found.invited ? "new_account" : null;
}
