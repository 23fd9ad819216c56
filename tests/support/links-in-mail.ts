import { invitationPath } from "#lib/contracts/invitations.ts";
import type { MailReceiver } from "./mail-receiver.ts";

/** What the links to this mailbox carry, the latest first. */
export function tokensMailedTo(mail: MailReceiver, email: string): readonly string[] {
  return mail.mails
    .filter(({ to }) => to.includes(email))
    .flatMap(({ raw }) => {
      // Long lines are folded with a "=" at their end.
      const text = raw.replaceAll("=\r\n", "");
      return [...text.matchAll(new RegExp(`${invitationPath}#([\\w-]{43})`, "g"))].map(
        ([, token]) => token ?? "",
      );
    })
    .toReversed();
}
