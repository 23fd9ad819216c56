import { decodeUtf8 } from "../http/decode-utf8.ts";
import type { Exchange } from "../http/exchange.ts";
import { gatewayHeaders, traceId } from "../http/intuit-headers.ts";
import { parseForm } from "../http/parse-form.ts";
import type { Reply } from "../http/reply.ts";
import { isClient, type TokenContext } from "./token-endpoint.ts";

/** POST /v2/oauth2/tokens/revoke: either token ends the whole connection. 200 with no body, else 400. */
export function answerRevoke(exchange: Exchange, context: TokenContext): Reply {
  const headers = gatewayHeaders(traceId(context.clock.now()));
  const text = decodeUtf8(exchange.body) ?? "";
  const form = parseForm(text).fields;
  const reject = (status: number, error: string): Reply => ({
    status,
    headers: { ...headers, "Content-Type": "application/json;charset=utf-8" },
    body: JSON.stringify({ error }),
  });
  if (!isClient(exchange, form, context.app)) {
    return reject(context.switches.values.invalidClientStatus === "401" ? 401 : 400, "invalid_client");
  }
  const token = tokenInJson(text) ?? form.get("token");
  const grant = token === undefined ? undefined : context.grants.grantOf(token);
  if (grant === undefined || grant.revokedAtMs !== undefined) return reject(400, "invalid_request");
  context.grants.revoke(grant);
  return { status: 200, headers, body: "" };
}

function tokenInJson(text: string): string | undefined {
  try {
    const body: unknown = JSON.parse(text);
    const token: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "token") : undefined;
    return typeof token === "string" ? token : undefined;
  } catch {
    return undefined; // Not JSON: the form-encoded variant is read instead.
  }
}
