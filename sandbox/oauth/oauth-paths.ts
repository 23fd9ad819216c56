/** Intuit spreads these over five hosts; here all are on one origin, under the same paths. */
export const oauthPaths = {
  authorize: "/connect/oauth2",
  signIn: "/connect/sign-in",
  decide: "/connect/decision",
  token: "/oauth2/v1/tokens/bearer",
  revoke: "/v2/oauth2/tokens/revoke",
  userinfo: "/v1/openid_connect/userinfo",
  jwks: "/op/v1/jwks",
  connectedApps: "/app/connected-apps",
  disconnect: "/app/connected-apps/disconnect",
  reconnect: "/app/connect/oauth2/request",
} as const;

/** An identifier, not an address: clients (intuit-oauth among them) compare it with this very text. */
export const issuer = "https://oauth.platform.intuit.com/op/v1";
