import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { answerAccounting } from "../accounting/accounting-service.ts";
import { faultReply } from "../accounting/accounting-reply.ts";
import { booksFaults } from "../accounting/books-faults.ts";
import { answerFile } from "../accounting/answer-file.ts";
import { gatewayFaults, gatewayReply } from "../accounting/gateway-faults.ts";
import { answerControl, controlPrefix } from "../control/routes.ts";
import type { FaultRuleInput } from "../faults/fault-rule.ts";
import { spoil, type Spoiled } from "../faults/faulty-reply.ts";
import { routeOAuth } from "../oauth/route-oauth.ts";
import type { Sandbox } from "../sandbox.ts";
import { readExchange, type Exchange } from "./exchange.ts";
import { gatewayHeaders, traceId } from "./intuit-headers.ts";
import { jsonReply, type Reply } from "./reply.ts";
import { sendReply } from "./send-reply.ts";

const companyPath = /^\/v3\/company\/([^/]+)\/?(.*)$/;
const attachmentPath = /^\/attachments\/(\d+)\/(\d+)$/;

/** Reads a request, finds its part of the sandbox, lets outages and injected faults have their say, answers. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  sandbox: Sandbox,
): Promise<void> {
  const url = request.url ?? "/";
  if (url.startsWith(controlPrefix)) {
    sendReply(response, await answerControl(await readExchange(request), sandbox), "whole", false);
    return;
  }
  const company = companyPath.exec(url.split("?", 1)[0] ?? "");
  const realmId = company?.[1];
  const traffic = realmId === undefined ? undefined : sandbox.traffic.of(realmId);
  traffic?.begin();
  response.once("close", () => traffic?.end());

  const exchange = await readExchange(request);
  const steps = (company?.[2] ?? "").split("/").filter((step) => step !== "");
  const spoiled = await answerOrSpoil(exchange, url, realmId, steps, sandbox);
  const { latencyMs, gzip } = sandbox.switches.values;
  const delayMs = Math.max(spoiled.delayMs, realmId === undefined ? 0 : latencyMs);
  if (delayMs > 0) await waitOnClock(delayMs, sandbox);
  const compress = gzip && /\bgzip\b/.test(exchange.headers["accept-encoding"]?.toString() ?? "");
  sendReply(response, spoiled.reply, spoiled.delivery, compress);
}

/** Effects in place of an answer: nothing is done then, unless the rule says "after". */
const takesPlaceOfAnswer: ReadonlySet<FaultRuleInput["effect"]> = new Set([
  "status",
  "fault",
  "gateway",
  "oauth",
  "reset",
  "timeout",
]);

async function answerOrSpoil(
  exchange: Exchange,
  url: string,
  realmId: string | undefined,
  steps: readonly string[],
  sandbox: Sandbox,
): Promise<Spoiled> {
  const nowMs = sandbox.clock.now();
  const timeoutMs = sandbox.switches.values.requestTimeoutSeconds * 1000;
  const down = outageReply(realmId, timeoutMs, sandbox);
  if (down) return down;
  const rule = sandbox.faults.hit(exchange, url, realmId);
  const isDone = rule === undefined || rule.when === "after" || !takesPlaceOfAnswer.has(rule.effect);
  const reply = isDone
    ? await answer(exchange, realmId, steps, sandbox)
    : { status: 200, headers: {}, body: "" };
  return rule ? spoil(rule, reply, exchange, timeoutMs, nowMs) : { reply, delivery: "whole", delayMs: 0 };
}

function outageReply(
  realmId: string | undefined,
  timeoutMs: number,
  { outage, clock }: Sandbox,
): Spoiled | undefined {
  if (outage.mode === "none" || (realmId === undefined && !outage.coversOAuth)) return undefined;
  const fault = outage.mode === "hang" ? gatewayFaults.timedOut : gatewayFaults.unavailable;
  const reply = gatewayReply(fault, "json", traceId(clock.now()), clock.now());
  const delivery = outage.mode === "reset" ? "reset" : "whole";
  return { reply, delivery, delayMs: outage.mode === "hang" ? timeoutMs : 0 };
}

async function answer(
  exchange: Exchange,
  realmId: string | undefined,
  steps: readonly string[],
  sandbox: Sandbox,
): Promise<Reply> {
  if (realmId !== undefined) return answerOrSystemFault(realmId, steps, exchange, sandbox);
  const oauth = routeOAuth(exchange, sandbox);
  if (oauth !== undefined) {
    const reply = await oauth;
    sandbox.traffic.recordOAuth(exchange.path, reply.status);
    return reply;
  }
  const file = attachmentPath.exec(exchange.path);
  if (file) return answerFile(file[1] ?? "", file[2] ?? "", exchange, sandbox);
  return jsonReply(404, {
    error: `There is nothing at ${exchange.path}. docs/SANDBOX.md lists what there is.`,
  });
}

/** A defect of the books is what a defect at Intuit is, a 500 with fault 10000; here it is also shown. */
function answerOrSystemFault(
  realmId: string,
  steps: readonly string[],
  exchange: Exchange,
  sandbox: Sandbox,
): Reply {
  try {
    return answerAccounting(realmId, steps, exchange, sandbox);
  } catch (error) {
    console.error(error);
    const fault = booksFaults.systemFailure(error instanceof Error ? error.message : String(error));
    const { status, json } = faultReply(fault, sandbox.clock.now());
    const tid = traceId(sandbox.clock.now());
    return { status, headers: { ...gatewayHeaders(tid), "Content-Type": "application/json" }, body: json };
  }
}

/** Waits on the sandbox's clock, so that moving it ends injected delays too. */
function waitOnClock(ms: number, sandbox: Sandbox): Promise<void> {
  if (ms < 1000) return wait(ms);
  return new Promise((resolve) => sandbox.clock.after(ms, resolve));
}
