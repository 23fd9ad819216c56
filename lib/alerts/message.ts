// A message about an alert, escaped for what carries it.

import { escapeForChat } from "./escape-for-chat.ts";

export interface Message {
  readonly subject: string;
  readonly says: string;
  /** Of the page that shows it; ours, so nothing in it is to be escaped. */
  readonly address: string;
}

/** A name with line breaks must not look like lines of ours. */
export function mailText({ says, address }: Message): string {
  return `${says.replaceAll(/\s*[\r\n\u2028\u2029]+\s*/g, " ")}\n${address}`;
}

export function chatText({ subject, says, address }: Message): string {
  return `${escapeForChat(subject)}\n${escapeForChat(says)}\n${address}`;
}
