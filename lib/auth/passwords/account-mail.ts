// The mails that carry a link. They go to the mailbox alone: nobody else, whoever caused them, sees the link.

import type { MailOutcome } from "#lib/contracts/people.ts";
import { log } from "#lib/log/log.ts";
import { sendMail } from "#lib/mail/send-mail.ts";
import { linkLifetimes, type MadeLink } from "./make-account-link.ts";

export interface Inviter {
  readonly name: string;
  readonly organizationName: string;
}

/** Says the same to somebody who has an account and to somebody who has none. */
export async function mailInvitation(email: string, asked: Inviter, made: MadeLink): Promise<MailOutcome> {
  const inviter = inOneLine(asked);
  return mail(email, made, {
    subject: `${inviter.name} invites you to ${inviter.organizationName} on Tieout`,
    lines: [
      `${inviter.name} of ${inviter.organizationName} would like you to work with them on Tieout, where the firm keeps its clients' books.`,
      `Open this link to answer. If you have no account yet, you choose a password there; if you have one, you sign in as ever. It works for ${linkLifetimes.new_account.days} days:`,
      made.link,
      "Nobody has access to anything before you accept. If you did not expect this, you need not do anything.",
    ],
  });
}

/** `asker`: who asked for it, or null for the person themselves. */
export async function mailPasswordLink(
  email: string,
  asker: Inviter | null,
  made: MadeLink,
): Promise<MailOutcome> {
  const by = asker && inOneLine(asker);
  return mail(email, made, {
    subject: "Choose a new password for Tieout",
    lines: [
      by === null
        ? "Someone, hopefully you, asked for a new password for your account on Tieout."
        : `${by.name} of ${by.organizationName} has asked us to send you a link for a new password on Tieout.`,
      "Choose it here. The link works once, for a day, and your present password works until then:",
      made.link,
      "If you do not want a new password, you need not do anything.",
    ],
  });
}

/** Names that a firm chose must not become paragraphs of a letter that we sign. */
function inOneLine({ name, organizationName }: Inviter): Inviter {
  const plain = (text: string) => text.replaceAll(/\s+/g, " ").trim().slice(0, 100);
  return { name: plain(name), organizationName: plain(organizationName) };
}

interface Letter {
  readonly subject: string;
  readonly lines: readonly string[];
}

async function mail(to: string, { mailId }: MadeLink, { subject, lines }: Letter): Promise<MailOutcome> {
  try {
    await sendMail({ to: [to], subject, text: lines.join("\n\n"), id: mailId });
    return "sent";
  } catch (thrown) {
    log().error({ err: thrown }, "a mail with a link could not be sent");
    return "failed";
  }
}
