import { discover } from "./discovery.ts";
import { authorizeUri } from "./intuit-oauth.ts";
import { accountingScope, type OAuthApp } from "./oauth-app.ts";

/**
 * Where to send the browser for consent. `state` comes back with the answer; making it, binding it to
 * the user and checking it is the caller's.
 *
 * @throws as {@link discover}.
 */
export async function authorizationUrl(app: OAuthApp, state: string): Promise<string> {
  return authorizeUri(app, await discover(app.discoveryDocument), accountingScope, state);
}
