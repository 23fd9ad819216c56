import type { Exchange } from "../http/exchange.ts";
import { gatewayHeaders, traceId } from "../http/intuit-headers.ts";
import { jsonReply, redirectReply, type Reply } from "../http/reply.ts";
import { disconnectInside, showConnectedApps } from "./connected-apps-page.ts";
import { decide, showAuthorize, signIn, type ConsentContext } from "./consent-pages.ts";
import { discoveryDocument } from "./discovery-document.ts";
import { showFrontPage } from "./front-page.ts";
import { oauthPaths } from "./oauth-paths.ts";
import { userInfo } from "./people.ts";
import { answerRevoke } from "./revoke-endpoint.ts";
import { publicKeys } from "./signing-key.ts";
import { answerToken, type TokenContext } from "./token-endpoint.ts";

export type OAuthContext = ConsentContext & TokenContext;
type Handler = (exchange: Exchange, context: OAuthContext) => Reply | Promise<Reply>;

const discovery: Handler = ({ origin }) => jsonReply(200, discoveryDocument(origin));

const routes: Readonly<Record<string, Handler | undefined>> = {
  "GET /": showFrontPage,
  "GET /.well-known/openid_configuration": discovery,
  "GET /.well-known/openid_sandbox_configuration": discovery,
  [`GET ${oauthPaths.authorize}`]: showAuthorize,
  [`POST ${oauthPaths.signIn}`]: signIn,
  [`POST ${oauthPaths.decide}`]: decide,
  [`POST ${oauthPaths.token}`]: answerToken,
  [`POST ${oauthPaths.revoke}`]: answerRevoke,
  [`GET ${oauthPaths.userinfo}`]: answerUserInfo,
  [`GET ${oauthPaths.jwks}`]: () => jsonReply(200, publicKeys()),
  [`GET ${oauthPaths.connectedApps}`]: (_exchange, context) => showConnectedApps(context),
  [`POST ${oauthPaths.disconnect}`]: disconnectInside,
  [`GET ${oauthPaths.reconnect}`]: (exchange, { app }) =>
    app.reconnectUrl === undefined
      ? jsonReply(404, { error: "The app has no Reconnect URL." })
      : redirectReply(
          `${app.reconnectUrl}?${new URLSearchParams({ realmId: exchange.parameters.get("realmId") ?? "" }).toString()}`,
        ),
};

/** The reply of an address outside the accounting API, or undefined where there is none. */
export function routeOAuth(exchange: Exchange, context: OAuthContext): Reply | Promise<Reply> | undefined {
  // A trailing slash is what node-quickbooks adds to the discovery address.
  const path =
    exchange.path.length > 1 && exchange.path.endsWith("/") ? exchange.path.slice(0, -1) : exchange.path;
  return routes[`${exchange.method} ${path}`]?.(exchange, context);
}

function answerUserInfo(exchange: Exchange, { grants, clock }: OAuthContext): Reply {
  const headers = gatewayHeaders(traceId(clock.now()));
  const token = /^Bearer\s+(\S+)$/i.exec(exchange.headers.authorization ?? "")?.[1];
  const check = token === undefined ? undefined : grants.checkAccess(token);
  if (check?.kind !== "valid" || !check.grant.scopes.includes("openid")) {
    return jsonReply(
      401,
      { error: "invalid_token" },
      { ...headers, "WWW-Authenticate": 'Bearer error="invalid_token"' },
    );
  }
  return jsonReply(200, userInfo(check.grant.email, check.grant.scopes), headers);
}
