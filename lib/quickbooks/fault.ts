// Intuit's faults, translated once. The accounting layer writes `Fault`, the gateway `fault`, and a
// throttled call may be answered in XML whatever was asked for. Intuit's own texts name customers,
// documents and tokens, so none of them leaves this file: the code and intuit_tid say as much.

import { AppError } from "../core/app-error.ts";
import type { ErrorCode } from "../core/failures.ts";
import { isWireRecord, type WireRecord } from "./wire/wire-record.ts";

export interface Fault {
  /** Intuit's code without leading zeros, as "5010"; null when the fault has none. */
  readonly code: string | null;
  readonly namesUnknownEntity: boolean;
}

export interface FaultContext {
  readonly status: number;
  readonly intuitTid: string | null;
}

/** What Intuit's codes mean to us. Source: Intuit's page on error codes; what is not here goes by status. */
const meanings: Readonly<Record<string, ErrorCode>> = {
  "100": "quickbooks.unauthorized",
  "110": "quickbooks.unauthorized",
  // The person who connected has lost access to the company.
  "120": "quickbooks.forbidden",
  // A sandbox company at the production address, or the other way round.
  "130": "quickbooks.forbidden",
  "140": "quickbooks.forbidden",
  "150": "quickbooks.unavailable",
  "500": "quickbooks.rejected",
  "600": "quickbooks.rejected",
  "610": "quickbooks.not_found",
  "1040": "quickbooks.rejected",
  "3001": "quickbooks.throttled",
  "3100": "quickbooks.forbidden",
  "3200": "quickbooks.unauthorized",
  "4000": "quickbooks.rejected",
  "4001": "quickbooks.rejected",
  "4002": "quickbooks.rejected",
  "5010": "quickbooks.rejected",
  "5020": "quickbooks.forbidden",
  "5030": "quickbooks.not_offered",
  "6000": "quickbooks.rejected",
  "6190": "quickbooks.subscription_lapsed",
  "10000": "quickbooks.failed",
  "10100": "quickbooks.rejected",
  "10200": "quickbooks.rejected",
};

const statusMeanings: Readonly<Record<number, ErrorCode>> = {
  401: "quickbooks.unauthorized",
  403: "quickbooks.forbidden",
  404: "quickbooks.not_found",
  408: "quickbooks.timeout",
  429: "quickbooks.throttled",
  500: "quickbooks.failed",
  504: "quickbooks.timeout",
};

/** The fault in a JSON answer of either layer; null when there is none. */
export function readFault(body: WireRecord): Fault | null {
  const fault = body["Fault"] ?? body["fault"];
  if (!isWireRecord(fault)) return null;
  const errors = fault["Error"] ?? fault["error"];
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  if (!isWireRecord(first)) return { code: null, namesUnknownEntity: false };
  return {
    code: codeOf(first["code"] ?? first["Code"]),
    namesUnknownEntity: speaksOfUnknownEntity(first["Detail"] ?? first["detail"]),
  };
}

/** The fault in an XML answer; null when the text is none. */
export function readXmlFault(text: string): Fault | null {
  if (!text.includes("<Fault")) return null;
  const code = /<Error\b[^>]*\bcode="(\d+)"/.exec(text)?.[1];
  return { code: codeOf(code), namesUnknownEntity: speaksOfUnknownEntity(text) };
}

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
  const known = fault.code === null ? undefined : meanings[fault.code];
  if (known !== undefined) return known;
  // A fault inside HTTP 200 that we do not know is a refusal, not a success.
  return status < 400 ? "quickbooks.rejected" : meaningOfStatus(status);
}

function meaningOfStatus(status: number): ErrorCode {
  return statusMeanings[status] ?? (status >= 500 ? "quickbooks.unavailable" : "quickbooks.rejected");
}

function codeOf(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string" || !/^\d+$/.test(value)) return null;
  return value.replace(/^0+(?=\d)/, "");
}

function speaksOfUnknownEntity(detail: unknown): boolean {
  return typeof detail === "string" && /invalid context declaration/i.test(detail);
}
