import { randomBytes, randomUUID } from "node:crypto";

/** `1-5f72cc0f-3c4f…`: seconds of the epoch in hexadecimal, then 24 random digits, as X-Ray makes them. */
export function traceId(nowMs: number): string {
  return `1-${Math.floor(nowMs / 1000).toString(16)}-${randomBytes(12).toString("hex")}`;
}

/** Headers of recorded faults of the accounting service: no version, no timing, no caching rules. */
export function faultHeaders(tid: string): Record<string, string> {
  return { ...gatewayHeaders(tid), "x-spanid": randomUUID(), "x-amzn-trace-id": `Root=${tid}` };
}

/** Headers that recorded answers of the accounting service carry. */
export function accountingHeaders(tid: string, tookMs: number): Record<string, string> {
  const total = Math.max(1, Math.round(tookMs));
  return {
    ...faultHeaders(tid),
    "x-content-type-options": "nosniff",
    "x-xss-protection": "1; mode=block",
    "QBO-Version": "1988.128",
    "Service-Time": `total=${total}, db=${Math.floor(total / 2)}`,
    Expires: "0",
    "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
    "x-envoy-upstream-service-time": String(total),
  };
}

/** Refusals of the gateway: no version and no timing, since the accounting service never saw the request. */
export function gatewayHeaders(tid: string): Record<string, string> {
  return { Server: "nginx", "Strict-Transport-Security": "max-age=15552000", intuit_tid: tid };
}
