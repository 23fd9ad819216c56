import { z } from "zod";
import { decodeUtf8 } from "../http/decode-utf8.ts";
import type { Exchange } from "../http/exchange.ts";
import { jsonReply, type Reply } from "../http/reply.ts";
import type { Sandbox } from "../sandbox.ts";
import { editAtRead, listWrites, setPlan } from "./books-control.ts";
import {
  createCompany,
  listCompanies,
  makeChange,
  mergeNames,
  readLedger,
  readRecord,
} from "./companies-control.ts";
import { ControlError, type ControlHandler } from "./control-route.ts";
import {
  addFault,
  listFaults,
  moveClock,
  readClock,
  readCounters,
  readSwitches,
  removeFaults,
  resetCounters,
  resetSwitches,
  setOutage,
  setSwitches,
} from "./environment-control.ts";
import { listWebhooks, makeWebhook, resendWebhook, setWebhookUrl } from "./webhooks-control.ts";
import { actInProduct } from "./product-control.ts";
import { editNow, liveOn, readActivity } from "./activity-control.ts";
import { expireAccessTokens, handOutTokens, listGrants, revokeTokens } from "./tokens-control.ts";

export const controlPrefix = "/_sandbox";

/** Method, path below /_sandbox (a step in braces is named) and handler. docs/SANDBOX.md lists the same. */
const routes = Object.entries({
  "GET /companies": listCompanies,
  "POST /companies": createCompany,
  "POST /companies/{realmId}/changes": makeChange,
  "POST /companies/{realmId}/merge": mergeNames,
  "POST /companies/{realmId}/plan": setPlan,
  "POST /companies/{realmId}/edit-at-read": editAtRead,
  "GET /companies/{realmId}/writes": listWrites,
  "POST /companies/{realmId}/product": actInProduct,
  "GET /companies/{realmId}/activity": readActivity,
  "POST /companies/{realmId}/activity": liveOn,
  "POST /companies/{realmId}/edits": editNow,
  "GET /companies/{realmId}/ledger": readLedger,
  "GET /companies/{realmId}/records/{entity}/{id}": readRecord,
  "POST /tokens": handOutTokens,
  "POST /tokens/expire": expireAccessTokens,
  "POST /tokens/revoke": revokeTokens,
  "GET /grants": listGrants,
  "GET /clock": readClock,
  "POST /clock": moveClock,
  "GET /switches": readSwitches,
  "POST /switches": setSwitches,
  "DELETE /switches": resetSwitches,
  "GET /faults": listFaults,
  "POST /faults": addFault,
  "DELETE /faults": removeFaults,
  "DELETE /faults/{id}": removeFaults,
  "POST /outage": setOutage,
  "GET /counters": readCounters,
  "DELETE /counters": resetCounters,
  "GET /webhooks": listWebhooks,
  "POST /webhooks": makeWebhook,
  "POST /webhooks/url": setWebhookUrl,
  "POST /webhooks/{id}/resend": resendWebhook,
} satisfies Record<string, ControlHandler>).map(([address, handler]) => {
  const [method = "", path = ""] = address.split(" ");
  const pattern = new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}/?$`);
  return { method, pattern, handler: handler };
});

/** Answers a control request; a wrong one gets a sentence in `error`. */
export async function answerControl(exchange: Exchange, sandbox: Sandbox): Promise<Reply> {
  const path = exchange.path.slice(controlPrefix.length);
  try {
    for (const { method, pattern, handler } of routes) {
      const match = method === exchange.method ? pattern.exec(path) : null;
      if (!match) continue;
      const steps = { ...match.groups };
      return jsonReply(200, (await handler({ sandbox, exchange, steps, body: readBody(exchange) })) ?? {});
    }
    throw new ControlError(
      404,
      `There is no ${exchange.method} ${exchange.path}. docs/SANDBOX.md lists what there is.`,
    );
  } catch (error) {
    if (error instanceof ControlError) return jsonReply(error.status, { error: error.message });
    if (error instanceof z.ZodError) return jsonReply(400, { error: z.prettifyError(error) });
    throw error;
  }
}

function readBody(exchange: Exchange): unknown {
  if (exchange.body.length === 0) return {};
  try {
    return JSON.parse(decodeUtf8(exchange.body) ?? "");
  } catch (error) {
    throw new ControlError(
      400,
      `The body is not JSON: ${error instanceof Error ? error.message : "unreadable"}`,
    );
  }
}
