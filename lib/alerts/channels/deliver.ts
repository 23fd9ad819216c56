import type { OrganizationId } from "#lib/core/ids.ts";
import { AppError } from "#lib/core/app-error.ts";
import { canSendMail, sendMail } from "#lib/mail/send-mail.ts";
import { chatText, mailText, type Message } from "../message.ts";
import { openChannelUrl } from "./channel-url.ts";
import { postToWebhook } from "./post-to-webhook.ts";
import type { Resolve } from "./public-address.ts";

/** What sending takes of a stored channel. */
export interface Channel {
  readonly id: string;
  readonly organization_id: OrganizationId;
  readonly kind: "email" | "chat";
  readonly address: string;
  readonly url_sealed: string | null;
}

/**
 * Hands a message over to a channel. A webhook's address is checked again each time: what its name resolves
 * to may have changed since it was saved.
 *
 * @param id The same for the same message, by which mail programs recognise a second copy.
 *
 * @throws AppError `alert.undelivered`, `alert.address_refused`.
 */
export async function deliver(
  channel: Channel,
  message: Message,
  id: string,
  resolve?: Resolve,
): Promise<void> {
  if (channel.kind === "email") return deliverByMail([channel.address], message, id);
  const url = openChannelUrl(channel.url_sealed ?? "", channel.organization_id);
  // The one shape that the common chat tools all take.
  await postToWebhook(url, { text: chatText(message) }, resolve);
}

/** @throws AppError `alert.undelivered`. */
export async function deliverByMail(to: readonly string[], message: Message, id: string): Promise<void> {
  if (!canSendMail()) throw new AppError("alert.undelivered", "No mail server is configured.");
  await sendMail({ to, subject: message.subject, text: mailText(message), id }).catch((cause: unknown) => {
    throw new AppError("alert.undelivered", "The mail server did not take the message.", { cause });
  });
}

/** A failure in words for the firm's people; those of anything unexpected are for the log. */
export function describeFailure(thrown: unknown): string {
  return thrown instanceof AppError && thrown.code.startsWith("alert.")
    ? thrown.message
    : "Something went wrong on our side.";
}
