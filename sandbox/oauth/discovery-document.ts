import { issuer, oauthPaths } from "./oauth-paths.ts";

/** Both discovery documents of Intuit (production and sandbox) with every endpoint on this origin. */
export function discoveryDocument(origin: string): object {
  return {
    issuer,
    authorization_endpoint: origin + oauthPaths.authorize,
    token_endpoint: origin + oauthPaths.token,
    userinfo_endpoint: origin + oauthPaths.userinfo,
    revocation_endpoint: origin + oauthPaths.revoke,
    jwks_uri: origin + oauthPaths.jwks,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid", "email", "profile", "address", "phone"],
    token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
    claims_supported: ["aud", "exp", "iat", "iss", "realmid", "sub", "auth_time"],
  };
}
