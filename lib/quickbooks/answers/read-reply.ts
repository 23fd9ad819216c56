import { AppError, isAppError } from "#lib/core/app-error.ts";
import type { CallReply } from "../client.ts";
import { faultError, readFault, readXmlFault, statusError, type FaultContext } from "../faults/fault.ts";
import { splitRows, type SplitRows } from "./split-rows.ts";
import { decodeAnswer } from "../wire/decode-answer.ts";
import { parseInstant } from "../wire/instant.ts";
import { parseObject } from "../wire/parse-object.ts";
import { isWireRecord, type WireRecord } from "../wire/wire-record.ts";

/**
 * An answer as JSON, or the failure that it stands for. A 2xx with a Fault inside is a failure, and so
 * is one that is not JSON: a maintenance page, or an answer cut short on its way.
 *
 * `cutsRows`: the rows of a query's answer are not parsed, see {@link CallReply.rows}.
 *
 * @throws AppError `quickbooks.*`
 */
export async function readReply(response: Response, cutsRows = false): Promise<CallReply> {
  const context = { status: response.status, intuitTid: response.headers.get("intuit_tid") };
  const answer = Buffer.from(await response.arrayBuffer());
  const split = cutsRows ? cutAnswer(answer) : null;
  const body = split?.body ?? parseObject(decodeAnswer(answer));
  if (body === null) throw unreadableReply(decodeAnswer(answer), context);
  const fault = readFault(body);
  if (fault) throw faultError(fault, context);
  if (!response.ok) throw statusError(context);
  return { body, rows: split?.rows ?? null, time: readTime(body["time"]), intuitTid: context.intuitTid };
}

/** Null for whatever is not an answer of a query with rows in it: a fault has a list of its own. */
function cutAnswer(answer: Buffer): { readonly body: WireRecord; readonly rows: SplitRows["rows"] } | null {
  const split = splitRows(answer);
  const body = split && parseObject(split.envelope);
  return split && body && isWireRecord(body["QueryResponse"]) ? { body, rows: split.rows } : null;
}

function unreadableReply(text: string, context: FaultContext): AppError {
  const fault = readXmlFault(text);
  if (fault) return faultError(fault, context);
  if (context.status >= 400) return statusError(context);
  return new AppError("quickbooks.malformed", `QuickBooks answered ${context.status} without readable JSON`, {
    httpStatus: context.status,
    intuitTid: context.intuitTid ?? undefined,
  });
}

/** Text with an offset from the accounting layer, epoch milliseconds from the gateway. */
function readTime(time: unknown): Date | null {
  if (typeof time === "number") return new Date(time);
  if (typeof time !== "string") return null;
  try {
    return parseInstant(time, "time");
  } catch (thrown) {
    // The answer is good without it; cursors then rest on the records' own times.
    if (isAppError(thrown, "record.unreadable")) return null;
    throw thrown;
  }
}
