import { systemClock, type Clock } from "#lib/core/clock.ts";
import { discover, type Endpoints } from "./discovery.ts";
import type { OAuthApp } from "./oauth-app.ts";
import { isRejected, readTokenReply, type RejectedGrant, type TokenPair } from "./token-pair.ts";
import type { OAuthReply } from "./oauth-reply.ts";
import { sendOAuth } from "./send-oauth.ts";

export type ExchangeOutcome = { readonly kind: "exchanged"; readonly tokens: TokenPair } | RejectedGrant;

/**
 * Turns the code of a callback into tokens. The caller has checked `error` and `state` before. A code
 * is good for one exchange: after a failure the person must consent again.
 *
 * @throws AppError `quickbooks.*`, or `config.invalid` for wrong client keys.
 */
export async function exchangeCode(
  app: OAuthApp,
  code: string,
  clock: Clock = systemClock,
): Promise<ExchangeOutcome> {
  const endpoints = await discover(app.discoveryDocument, clock);
  const sentAt = clock.now();
  return interpretExchange(await sendExchange(app, endpoints, code), sentAt);
}

function sendExchange(app: OAuthApp, endpoints: Endpoints, code: string): Promise<OAuthReply> {
  // The package wants the callback's URL. It is given the code alone: whatever else came with the
  // callback (a redirectUri would be believed) stays out of the request.
  const callback = `${app.redirectUri}?code=${encodeURIComponent(code)}`;
  return sendOAuth(app, endpoints, (client) => client.createToken(callback));
}

/**
 * `sentAt`: before the request was sent. Same errors as {@link exchangeCode}.
 * Source: https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0
 */
export function interpretExchange(reply: OAuthReply, sentAt: Date): ExchangeOutcome {
  const read = readTokenReply(reply, sentAt);
  return isRejected(read) ? read : { kind: "exchanged", tokens: read };
}
