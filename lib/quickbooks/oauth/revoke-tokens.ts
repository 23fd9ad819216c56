import { AppError } from "#lib/core/app-error.ts";
import { statusError } from "../faults/fault.ts";
import { discover, type Endpoints } from "./discovery.ts";
import type { OAuthApp } from "./oauth-app.ts";
import type { OAuthReply } from "./oauth-reply.ts";
import { sendOAuth } from "./send-oauth.ts";

export type RevokeOutcome =
  | { readonly kind: "revoked" }
  /** Intuit no longer knew the token: there was nothing left to revoke. */
  | { readonly kind: "already_gone"; readonly intuitTid: string | null };

/**
 * Takes the app's access to the company back. Revoking either token of a pair ends both.
 *
 * @throws AppError `quickbooks.*`, or `config.invalid` for wrong client keys: access may still stand.
 */
export async function revokeTokens(app: OAuthApp, refreshToken: string): Promise<RevokeOutcome> {
  const endpoints = await discover(app.discoveryDocument);
  return interpretRevocation(await sendRevocation(app, endpoints, refreshToken));
}

function sendRevocation(app: OAuthApp, endpoints: Endpoints, token: string): Promise<OAuthReply> {
  return sendOAuth(app, endpoints, (client) => client.revoke({ refresh_token: token }));
}

/**
 * Intuit answers 400 for a token that it does not know any more. Same errors as {@link revokeTokens}.
 * Source: https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0
 */
export function interpretRevocation(reply: OAuthReply): RevokeOutcome {
  if (reply.status >= 200 && reply.status < 300) return { kind: "revoked" };
  if (reply.status === 400) return { kind: "already_gone", intuitTid: reply.intuitTid };
  if (reply.status === 401) {
    throw new AppError(
      "config.invalid",
      "Intuit does not accept QUICKBOOKS_CLIENT_ID and QUICKBOOKS_CLIENT_SECRET for this environment.",
      { httpStatus: reply.status, intuitTid: reply.intuitTid ?? undefined },
    );
  }
  throw statusError(reply);
}
