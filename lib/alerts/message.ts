// A message about an alert, escaped for what carries it.

import { escapeForChat } from "./escape-for-chat.ts";

export interface Message {
  readonly subject: string;
  readonly message: string;
  /** Of the page that shows it; ours, so nothing in it is to be escaped. */
  readonly address: string;
}

/** A name with line breaks must not look like lines of ours. */
export function mailText({ message, address }: Message): string {
  return `${message.replaceAll(/\s*[\r\n\u2028\u2029]+\s*/g, " ")}\n${address}`;
}

/** For a chat tool, which makes no link, mention or formatting of the message's words. */
export function chatText({ subject, message, address }: Message): string {
  return `${escapeForChat(subject)}\n${escapeForChat(message)}\n${address}`;
}
