import { systemClock, type Clock } from "#lib/core/clock.ts";
import { discover, type Endpoints } from "./discovery.ts";
import type { OAuthApp } from "./oauth-app.ts";
import { isRejected, readTokenReply, type RejectedGrant, type TokenPair } from "./token-pair.ts";
import type { OAuthReply } from "./oauth-reply.ts";
import { sendOAuth } from "./send-oauth.ts";

export type RefreshOutcome = { readonly kind: "refreshed"; readonly tokens: TokenPair } | RejectedGrant;

/**
 * One refresh, one request. That no two run from the same token, and that the new pair is durable
 * before its use, is the caller's: Intuit may take a second use of a replaced token for a replay.
 *
 * @throws AppError `quickbooks.timeout` or `quickbooks.unavailable` when no answer came: Intuit may have
 * replaced the token all the same; `config.invalid` for wrong client keys; else `quickbooks.*`.
 */
export async function refreshTokens(
  app: OAuthApp,
  refreshToken: string,
  clock: Clock = systemClock,
): Promise<RefreshOutcome> {
  const endpoints = await discover(app.discoveryDocument, clock);
  const sentAt = clock.now();
  return interpretRefresh(await sendRefresh(app, endpoints, refreshToken), sentAt);
}

/**
 * The request alone, for a caller who must tell no answer from one that cannot be read.
 *
 * @throws AppError `quickbooks.timeout` or `quickbooks.unavailable` when no answer came.
 */
export function sendRefresh(app: OAuthApp, endpoints: Endpoints, refreshToken: string): Promise<OAuthReply> {
  return sendOAuth(app, endpoints, (client) => client.refreshUsingToken(refreshToken));
}

/**
 * `sentAt`: before the request was sent.
 * Source: https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0
 *
 * @throws AppError as `readTokenReply` does.
 */
export function interpretRefresh(reply: OAuthReply, sentAt: Date): RefreshOutcome {
  const read = readTokenReply(reply, sentAt);
  return isRejected(read) ? read : { kind: "refreshed", tokens: read };
}
