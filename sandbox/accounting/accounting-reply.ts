import type { BooksFault } from "../company/company.ts";
import { pacificMilliseconds } from "../clock/pacific-time.ts";

/** An answer of the accounting service before headers and format: always JSON text, turned into XML at the edge. */
export interface AccountingReply {
  readonly status: number;
  readonly json: string;
  /** A fault travels with `application/json`, data with `application/json;charset=utf-8`. */
  readonly isFault: boolean;
}

/** Something that is no envelope: a PDF, a download address. */
export interface OtherReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
}

/** `members` is the inside of the envelope, without braces: `"Invoice":{…}`. */
export function envelopeReply(members: string, nowMs: number): AccountingReply {
  return { status: 200, json: `{${members},"time":"${pacificMilliseconds(nowMs)}"}`, isFault: false };
}

/** The member of an envelope or of a batch item that carries a fault. */
export function faultMember(fault: BooksFault): string {
  return `"Fault":${JSON.stringify({ Error: fault.errors, type: fault.type })}`;
}

export function faultReply(fault: BooksFault, nowMs: number): AccountingReply {
  // Recorded: an invalid Id is refused so early that its envelope has no time yet.
  const time = fault.errors[0]?.code === "2030" ? "" : `,"time":"${pacificMilliseconds(nowMs)}"`;
  return { status: fault.status, json: `{${faultMember(fault)}${time}}`, isFault: true };
}
