import { z } from "zod";
import { demoEmail } from "../oauth/people.ts";
import { accountingScope } from "../oauth/scopes.ts";
import { tokenBody } from "../oauth/token-endpoint.ts";
import { companyOf } from "./companies-control.ts";
import { ControlError, type ControlHandler } from "./control-route.ts";

const wanted = z.strictObject({
  realmId: z.string(),
  scopes: z.array(z.string()).default([accountingScope]),
  email: z.string().default(demoEmail),
});

const ending = z.strictObject({ realmId: z.string().optional(), accessToken: z.string().optional() });
const target = z.strictObject({ realmId: z.string().optional() });

/** A working pair without the consent page. Earlier pairs of the company stay good, unlike after a consent. */
export const handOutTokens: ControlHandler = ({ sandbox, body }) => {
  const { realmId, scopes, email } = wanted.parse(body);
  companyOf(sandbox, realmId);
  return tokenBody(sandbox.grants.grant({ realmId, scopes, email }), sandbox, false);
};

export const expireAccessTokens: ControlHandler = ({ sandbox, body }) => {
  const { realmId, accessToken } = ending.parse(body);
  return { expired: sandbox.grants.expireAccessTokens(realmId, accessToken) };
};

/** A disconnect inside QuickBooks: nothing tells the app. */
export const revokeTokens: ControlHandler = ({ sandbox, body }) => {
  const { realmId } = target.parse(body);
  if (realmId === undefined) throw new ControlError(400, "Name the realmId whose connection ends.");
  return { revoked: sandbox.grants.revokeRealm(realmId) };
};

export const listGrants: ControlHandler = ({ sandbox }) => ({
  grants: [...sandbox.grants.all].map((grant) => ({
    realmId: grant.realmId,
    email: grant.email,
    scopes: grant.scopes,
    consentedAt: iso(grant.consentedAtMs),
    refreshTokenIssuedAt: iso(grant.refreshIssuedAtMs),
    refreshTokenExpiresAt: iso(sandbox.grants.refreshExpiresAtMs(grant)),
    hardExpiresAt: iso(sandbox.grants.hardExpiresAtMs(grant)),
    rotations: grant.retired.size,
    revokedAt: grant.revokedAtMs === undefined ? undefined : iso(grant.revokedAtMs),
  })),
});

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
