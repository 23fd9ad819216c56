// Intuit's faults, translated once. The accounting layer writes `Fault`, the gateway `fault`, and a
// throttled call may be answered in XML whatever was asked for. Intuit's own texts name customers,
// documents and tokens, so none of them leaves this file: the code and intuit_tid say as much.

import { XMLParser } from "fast-xml-parser";

import { AppError } from "#lib/core/app-error.ts";
import type { ErrorCode } from "#lib/core/failures.ts";
import { faultMeanings, statusMeanings } from "./fault-meanings.ts";
import { isWireRecord, type WireRecord } from "../wire/wire-record.ts";

export interface Fault {
  /** Intuit's code without leading zeros, as "5010"; null when the fault has none. */
  readonly code: string | null;
  readonly namesUnknownEntity: boolean;
}

export interface FaultContext {
  readonly status: number;
  readonly intuitTid: string | null;
}

/** The fault in a JSON answer of either layer; null when there is none. */
export function readFault(body: WireRecord): Fault | null {
  const fault = asRecord(body["Fault"]) ?? asRecord(body["fault"]);
  if (fault === null) return null;
  const listed: unknown = fault["Error"] ?? fault["error"];
  const errors = (Array.isArray(listed) ? (listed as readonly unknown[]) : [listed]).filter(isWireRecord);
  // Some have their code at the fault itself.
  const codes = [...errors, fault].map(
    (error) =>
      codeOf(error["code"] ?? error["Code"] ?? error["errorCode"]) ??
      codeInText(error["message"] ?? error["Message"]) ??
      codeInText(error["detail"] ?? error["Detail"]),
  );
  return {
    code: codes.find((code) => code !== null) ?? null,
    namesUnknownEntity: errors.some((error) => speaksOfUnknownEntity(error["Detail"] ?? error["detail"])),
  };
}

/* As text throughout, without entities: what is read is a code, and nothing of it is expanded. */
const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
});

/** The fault in an XML answer, also in one that is cut; null when the text is none. */
export function readXmlFault(text: string): Fault | null {
  if (!/<(?:\w+:)?fault\b/i.test(text)) return null;
  const found = findFault(parseXml(text));
  const fault = found === null ? null : readFault({ Fault: found });
  return {
    code: fault?.code ?? codeInText(text),
    namesUnknownEntity: fault?.namesUnknownEntity === true || speaksOfUnknownEntity(text),
  };
}

function parseXml(text: string): unknown {
  try {
    return xml.parse(text);
  } catch {
    // What is no XML after all is told by its status, and by a code in its text.
    return null;
  }
}

/** The element of that name, which stands at the root or within Intuit's envelope. */
function findFault(parsed: unknown): WireRecord | null {
  if (!isWireRecord(parsed)) return null;
  const own = asRecord(parsed["Fault"]) ?? asRecord(parsed["fault"]);
  if (own !== null) return own;
  for (const member of Object.values(parsed)) {
    const within = asRecord(member);
    const fault = within && (asRecord(within["Fault"]) ?? asRecord(within["fault"]));
    if (fault) return fault;
  }
  return null;
}

function asRecord(value: unknown): WireRecord | null {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return isWireRecord(first) ? first : null;
}

/**
 * Also for a fault inside of HTTP 200. A code that we do not know is told by the status; nothing of
 * Intuit's own words is kept.
 */
export function faultError(fault: Fault, context: FaultContext): AppError {
  const said = fault.code === null ? "a fault without a code" : `fault ${fault.code}`;
  return new AppError(
    meaningOf(fault, context.status),
    `QuickBooks answered ${context.status} with ${said}`,
    {
      faultCode: fault.code ?? undefined,
      httpStatus: context.status,
      intuitTid: context.intuitTid ?? undefined,
    },
  );
}

/** For an answer whose body says nothing that we can read. */
export function statusError(context: FaultContext): AppError {
  return new AppError(meaningOfStatus(context.status), `QuickBooks answered ${context.status}`, {
    httpStatus: context.status,
    intuitTid: context.intuitTid ?? undefined,
  });
}

function meaningOf(fault: Fault, status: number): ErrorCode {
  // Whatever the body says, 429 means that the limit was reached.
  if (status === 429) return "quickbooks.throttled";
  // "invalid context declaration: X" is how a company without X answers a query for it.
  if (fault.code === "4001" && fault.namesUnknownEntity) return "quickbooks.not_offered";
  const known = fault.code === null ? undefined : faultMeanings[fault.code];
  if (known !== undefined) return known;
  // A fault inside HTTP 200 that we do not know is a refusal, not a success.
  return status < 400 ? "quickbooks.rejected" : meaningOfStatus(status);
}

function meaningOfStatus(status: number): ErrorCode {
  return statusMeanings[status] ?? (status >= 500 ? "quickbooks.unavailable" : "quickbooks.rejected");
}

function codeOf(value: unknown): string | null {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || !/^\s*\d{1,9}\s*$/.test(text)) return null;
  return text.trim().replace(/^0+(?=\d)/, "");
}

/* "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403" */
function codeInText(text: unknown): string | null {
  return typeof text === "string" ? codeOf(/\berrorCode\s*=\s*(\d+)/i.exec(text)?.[1]) : null;
}

function speaksOfUnknownEntity(detail: unknown): boolean {
  return typeof detail === "string" && /invalid context declaration/i.test(detail);
}
