import { isWireRecord } from "../wire/wire-record.ts";

/** An answer of one of Intuit's OAuth endpoints, not yet interpreted. */
export interface OAuthReply {
  readonly status: number;
  readonly intuitTid: string | null;
  /** Parsed JSON, or text where the answer was none. */
  readonly body: unknown;
}

/** Undefined when it is none. */
export function readAnswer(response: unknown): OAuthReply | undefined {
  if (!isWireRecord(response) || typeof response["status"] !== "number") return undefined;
  const headers = response["headers"];
  const tid = isWireRecord(headers) ? headers["intuit_tid"] : undefined;
  return {
    status: response["status"],
    intuitTid: typeof tid === "string" ? tid : null,
    body: response["data"],
  };
}
