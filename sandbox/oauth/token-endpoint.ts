import { setTimeout as wait } from "node:timers/promises";
import type { SandboxClock } from "../company/company.ts";
import { decodeUtf8 } from "../http/decode-utf8.ts";
import type { Exchange } from "../http/exchange.ts";
import { gatewayHeaders, traceId } from "../http/intuit-headers.ts";
import { parseForm } from "../http/parse-form.ts";
import type { Reply } from "../http/reply.ts";
import type { Switchboard } from "../switches/switchboard.ts";
import type { AppRegistration } from "./app-registration.ts";
import type { Grant, GrantStore, Rejection } from "./grant-store.ts";
import { issuer } from "./oauth-paths.ts";
import { subjectOf } from "./people.ts";
import { signIdToken } from "./signing-key.ts";

export interface TokenContext {
  readonly app: AppRegistration;
  readonly grants: GrantStore;
  readonly switches: Switchboard;
  readonly clock: SandboxClock;
}

/** POST /oauth2/v1/tokens/bearer: authorization_code and refresh_token, client by Basic or in the form. */
export async function answerToken(exchange: Exchange, context: TokenContext): Promise<Reply> {
  const { switches, app, grants } = context;
  const form = parseForm(decodeUtf8(exchange.body) ?? "").fields;
  const status = switches.values.invalidClientStatus === "401" ? 401 : 400;
  if (!isClient(exchange, form, app)) return rejection(status, "invalid_client", undefined, context);
  const grantType = form.get("grant_type");
  if (grantType === "authorization_code") {
    const code = form.get("code");
    if (code === undefined) return rejection(400, "invalid_request", undefined, context);
    await wait(switches.values.tokenLatencyMs);
    const grant = grants.redeemCode(code, form.get("redirect_uri") ?? "");
    return isRejection(grant)
      ? rejection(400, "invalid_grant", grant, context)
      : tokens(grant, exchange, context);
  }
  if (grantType === "refresh_token") return refresh(form.get("refresh_token"), exchange, context);
  const error = grantType === undefined || grantType === "" ? "invalid_request" : "unsupported_grant_type";
  return rejection(400, error, undefined, context);
}

async function refresh(value: string | undefined, exchange: Exchange, context: TokenContext): Promise<Reply> {
  const { grants, switches } = context;
  if (value === undefined) return rejection(400, "invalid_request", undefined, context);
  const checked = grants.checkRefresh(value);
  if (isRejection(checked)) return rejection(400, "invalid_grant", checked, context);
  checked.isRefreshing = true;
  await wait(switches.values.tokenLatencyMs);
  checked.isRefreshing = false;
  // A disconnect may have come in between.
  const again = grants.checkRefresh(value);
  if (isRejection(again)) return rejection(400, "invalid_grant", again, context);
  grants.rotate(again);
  return tokens(again, exchange, context);
}

/** Intuit's token body for a grant; also what control hands out. */
export function tokenBody(
  grant: Grant,
  context: TokenContext,
  withHardExpiry: boolean,
): Record<string, unknown> {
  const { app, grants, switches, clock } = context;
  const nowMs = clock.now();
  const secondsUntil = (atMs: number) => Math.max(0, Math.floor((atMs - nowMs) / 1000));
  return {
    token_type: "bearer",
    access_token: grants.issueAccessToken(grant),
    expires_in: switches.values.accessTokenSeconds,
    refresh_token: grant.refreshToken,
    x_refresh_token_expires_in: secondsUntil(grants.refreshExpiresAtMs(grant)),
    ...(withHardExpiry
      ? { x_refresh_token_hard_expires_in: secondsUntil(grants.hardExpiresAtMs(grant)) }
      : {}),
    ...(grant.scopes.includes("openid") ? { id_token: idToken(grant, app, nowMs) } : {}),
  };
}

function idToken(grant: Grant, app: AppRegistration, nowMs: number): string {
  const iat = Math.floor(nowMs / 1000);
  return signIdToken({
    sub: subjectOf(grant.email),
    aud: [app.clientId],
    ...(grant.realmId === undefined ? {} : { realmid: grant.realmId }),
    auth_time: Math.floor(grant.consentedAtMs / 1000),
    iss: issuer,
    exp: iat + 3600,
    iat,
  });
}

function tokens(grant: Grant, exchange: Exchange, context: TokenContext): Reply {
  const asked = exchange.headers["x-include-refresh-token-hard-expires-in"] === "true";
  return tokenReply(200, tokenBody(grant, context, asked), context.clock);
}

function rejection(status: number, error: string, why: Rejection | undefined, context: TokenContext): Reply {
  const described = why !== undefined && context.switches.values.oauthErrorDescriptions;
  const body = described ? { error_description: why.description, error } : { error };
  return tokenReply(status, body, context.clock);
}

function tokenReply(status: number, body: object, clock: SandboxClock): Reply {
  return {
    status,
    headers: {
      ...gatewayHeaders(traceId(clock.now())),
      "Content-Type": "application/json;charset=utf-8",
      "Cache-Control": "no-cache, no-store",
      Pragma: "no-cache",
    },
    body: JSON.stringify(body),
  };
}

function isRejection(value: Grant | Rejection): value is Rejection {
  return "kind" in value;
}

/** The client proves itself by Basic authentication or by client_id and client_secret in the form. */
export function isClient(
  exchange: Exchange,
  form: ReadonlyMap<string, string>,
  app: AppRegistration,
): boolean {
  const basic = /^Basic\s+(\S+)$/i.exec(exchange.headers.authorization ?? "")?.[1];
  if (basic !== undefined) {
    return Buffer.from(basic, "base64").toString("utf8") === `${app.clientId}:${app.clientSecret}`;
  }
  return form.get("client_id") === app.clientId && form.get("client_secret") === app.clientSecret;
}
