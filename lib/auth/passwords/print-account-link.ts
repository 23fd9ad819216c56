import { asSystem } from "#lib/db/scope.ts";
import { recordAccountEvent } from "./account-events.ts";
import { makeAccountLink, type LinkPurpose, type MadeLink } from "./make-account-link.ts";
import { linkPurposeFor } from "./request-password-link.ts";

/**
 * For the terminal of whoever runs the installation, who then hands the link to the mailbox's owner in a
 * way of their own. Null for a mailbox that has neither an account nor an invitation.
 */
export async function printAccountLink(
  email: string,
): Promise<(MadeLink & { readonly purpose: LinkPurpose }) | null> {
  return asSystem(async (sql) => {
    const purpose = await linkPurposeFor(sql, email);
    if (purpose === null) return null;
    await recordAccountEvent(sql, email, "link.printed");
    return { ...(await makeAccountLink(sql, { email, purpose, invitationId: null })), purpose };
  });
}
