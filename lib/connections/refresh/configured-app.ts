import { config } from "#lib/config/config.ts";
import type { OAuthApp } from "#lib/quickbooks/oauth/oauth-app.ts";

/* Intuit answers a token request within a second or gives up on it well before half a minute. */
const longestOAuthTimeoutMs = 30_000;

/** This installation's app at Intuit. */
export function oauthApp(): OAuthApp & { readonly oauthTimeoutMs: number } {
  const { clientId, clientSecret, environment, discoveryDocument, redirectUri, timeoutMs } =
    config().quickbooks;
  return {
    clientId,
    clientSecret,
    environment,
    discoveryDocument,
    redirectUri,
    oauthTimeoutMs: Math.min(timeoutMs, longestOAuthTimeoutMs),
  };
}
