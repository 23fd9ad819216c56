import type { Reply } from "../http/reply.ts";
import { jsonToXml } from "../http/json-to-xml.ts";
import { gatewayHeaders } from "../http/intuit-headers.ts";
import { pacificMilliseconds } from "../clock/pacific-time.ts";

interface GatewayFault {
  readonly status: number;
  readonly type: "AUTHENTICATION" | "SERVICE";
  readonly code: string;
  readonly name: string;
  readonly detail: string;
}

/**
 * Refusals of the gateway before the accounting service: lower-case `fault`, `time` in epoch
 * milliseconds, every other member of the envelope present and empty (as recorded).
 */
export const gatewayFaults = {
  malformedToken: unauthorized("Malformed bearer token: too short or too long"),
  missingToken: unauthorized("Missing bearer token"),
  revokedToken: unauthorized("Token revoked"),
  expiredToken: (token: string) => unauthorized(`Token expired: ${token.slice(0, 48)}`),
  wrongRealm: {
    status: 403,
    type: "SERVICE",
    code: "3100",
    name: "ApplicationAuthorizationFailed",
    detail: "The application is not authorized to access this company.",
  },
  unknownRealm: {
    status: 404,
    type: "SERVICE",
    code: "3100",
    name: "ApplicationAuthorizationFailed",
    detail: "The company does not exist.",
  },
  throttled: {
    status: 429,
    type: "SERVICE",
    code: "3001",
    name: "ThrottleExceeded",
    detail: "The request limit was reached.  Try again later",
  },
  unavailable: {
    status: 503,
    type: "SERVICE",
    code: "150",
    name: "ServiceUnavailable",
    detail: "The service is under maintenance.",
  },
  timedOut: {
    status: 504,
    type: "SERVICE",
    code: "10000",
    name: "GatewayTimeout",
    detail: "The upstream service did not answer in time.",
  },
} satisfies Record<string, GatewayFault | ((token: string) => GatewayFault)>;

function unauthorized(detail: string): GatewayFault {
  return { status: 401, type: "AUTHENTICATION", code: "3200", name: "AuthenticationFailed", detail };
}

export function gatewayReply(fault: GatewayFault, format: "json" | "xml", tid: string, nowMs: number): Reply {
  const message = `message=${fault.name}; errorCode=00${fault.code.padStart(4, "0")}; statusCode=${fault.status}`;
  const headers = {
    ...gatewayHeaders(tid),
    ...(fault.status === 401 ? { "WWW-Authenticate": 'Bearer realm="Intuit", error="invalid_token"' } : {}),
  };
  if (format === "xml") {
    const envelope = {
      Fault: { type: fault.type, Error: { code: fault.code, Message: message, Detail: fault.detail } },
      time: pacificMilliseconds(nowMs),
    };
    const body = jsonToXml(JSON.stringify(envelope));
    return { status: fault.status, headers: { ...headers, "Content-Type": "application/xml" }, body };
  }
  const envelope = {
    warnings: null,
    intuitObject: null,
    fault: { error: [{ message, detail: fault.detail, code: fault.code, element: null }], type: fault.type },
    report: null,
    queryResponse: null,
    batchItemResponse: [],
    attachableResponse: [],
    syncErrorResponse: null,
    requestId: null,
    time: nowMs,
    status: null,
    cdcresponse: [],
  };
  return {
    status: fault.status,
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify(envelope),
  };
}
