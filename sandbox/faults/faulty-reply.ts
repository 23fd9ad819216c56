import type { Exchange } from "../http/exchange.ts";
import { pacificMilliseconds } from "../clock/pacific-time.ts";
import { gatewayFaults, gatewayReply } from "../accounting/gateway-faults.ts";
import { gatewayHeaders, traceId } from "../http/intuit-headers.ts";
import type { Reply } from "../http/reply.ts";
import type { FaultRuleInput } from "./fault-rule.ts";
import { madeFault, usualMessage } from "./made-fault.ts";
import { rejectClauses } from "./reject-clauses.ts";
import { spoilAnswer } from "./spoil-answer.ts";

/** What the wire does with a reply: sends it, cuts it short, or drops the connection. */
export type Delivery = "whole" | "truncated" | "reset";

export interface Spoiled {
  readonly reply: Reply;
  readonly delivery: Delivery;
  readonly delayMs: number;
}

/** Applies a rule to the reply that would have been sent. */
export function spoil(
  rule: FaultRuleInput,
  reply: Reply,
  exchange: Exchange,
  timeoutMs: number,
  nowMs: number,
): Spoiled {
  const delayMs = rule.delayMs ?? 0;
  const whole = (spoiled: Reply): Spoiled => ({ reply: spoiled, delivery: "whole", delayMs });
  switch (rule.effect) {
    case "status":
    case "fault":
    case "gateway":
    case "oauth":
      return whole(madeReply(rule, nowMs));
    case "slow":
      return delayMs >= timeoutMs ? timedOut(timeoutMs, nowMs) : whole(reply);
    case "timeout":
      return timedOut(timeoutMs, nowMs);
    case "reset":
      return { reply, delivery: "reset", delayMs };
    case "truncate":
      return { reply, delivery: "truncated", delayMs };
    case "malformed":
      return whole({ ...reply, body: `${String(reply.body).slice(0, -1)},}` });
    case "group":
    case "odd-record":
    case "odd-stub":
      return whole(spoilAnswer(rule, reply));
    case "clause":
      return whole(rejectClauses(rule, reply, exchange, () => madeReply(rule, nowMs)));
  }
}

function timedOut(timeoutMs: number, nowMs: number): Spoiled {
  const reply = gatewayReply(gatewayFaults.timedOut, "json", traceId(nowMs), nowMs);
  return { reply, delivery: "whole", delayMs: timeoutMs };
}

function madeReply(rule: FaultRuleInput, nowMs: number): Reply {
  const tid = traceId(nowMs);
  const headers = { ...gatewayHeaders(tid), "Content-Type": "application/json", ...rule.headers };
  const status = rule.status ?? (rule.effect === "gateway" ? 503 : 400);
  const code = rule.code ?? "10000";
  const message = rule.message ?? usualMessage;
  const detail = rule.detail ?? message;
  if (rule.effect === "gateway") {
    const type = status === 401 ? "AUTHENTICATION" : "SERVICE";
    return gatewayReply({ status, type, code, name: message, detail }, "json", tid, nowMs);
  }
  if (rule.effect === "oauth") {
    const described = rule.detail === undefined ? {} : { error_description: rule.detail };
    return { status, headers, body: JSON.stringify({ ...described, error: rule.code ?? "invalid_grant" }) };
  }
  if (rule.effect === "status") return { status, headers, body: rule.body ?? "" };
  return { status, headers, body: JSON.stringify({ ...madeFault(rule), time: pacificMilliseconds(nowMs) }) };
}
