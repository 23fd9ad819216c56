import OAuthClient from "intuit-oauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningSandbox } from "#sandbox/start-sandbox.ts";
import { at, control, startTiny } from "./support/client-of.ts";
import { walkConsent } from "./support/walk-consent.ts";

// Intuit's own client for Node, unchanged: only its endpoints point at the sandbox.

const REDIRECT = "http://localhost:3000/api/auth/quickbooks/callback";
let running: RunningSandbox;
let realmId: string;

beforeAll(async () => {
  running = await startTiny();
  realmId = running.sandbox.companies()[0]?.realmId ?? "";
  OAuthClient.retryConfig = { ...OAuthClient.retryConfig, maxRetries: 0 };
});
afterAll(() => running.stop());

async function newClient(): Promise<OAuthClient> {
  const response = await fetch(`${running.url}/.well-known/openid_sandbox_configuration`);
  const discovered = (await response.json()) as Record<string, string>;
  const client = new OAuthClient({
    clientId: "sandbox-client",
    clientSecret: "sandbox-secret",
    environment: "sandbox",
    redirectUri: REDIRECT,
    includeRefreshTokenHardExpiresIn: true,
  });
  client.setAuthorizeURLs({
    authorizeEndpoint: discovered["authorization_endpoint"] ?? "",
    tokenEndpoint: discovered["token_endpoint"] ?? "",
    revokeEndpoint: discovered["revocation_endpoint"] ?? "",
    userInfoEndpoint: discovered["userinfo_endpoint"] ?? "",
  });
  Object.assign(OAuthClient, { jwks_uri: discovered["jwks_uri"] });
  return client;
}

const scopes = ["com.intuit.quickbooks.accounting", "openid", "email", "profile"];

async function connected(): Promise<OAuthClient> {
  const client = await newClient();
  const url = client.authorizeUri({ scope: scopes, state: "s" });
  await client.createToken(await walkConsent(url, "connect", realmId));
  return client;
}

test("connects, calls, refreshes and revokes", async () => {
  const client = await connected();
  expect(client.getToken().realmId).toBe(realmId);
  expect(client.getToken().x_refresh_token_hard_expires_in).toBeGreaterThan(157_000_000);

  const company = await client.makeApiCall({
    url: `${running.url}/v3/company/${realmId}/companyinfo/${realmId}`,
  });
  expect(at(company, "json", "CompanyInfo", "Id")).toBe("1");
  expect(at(company, "intuit_tid") ?? at(company, "headers", "intuit_tid")).toMatch(/^1-/);

  const before = client.getToken().access_token;
  await client.refresh();
  expect(client.getToken().access_token).not.toBe(before);

  const refreshToken = client.getToken().refresh_token;
  await client.revoke();
  await expect(client.refreshUsingToken(refreshToken)).rejects.toMatchObject({ error: "invalid_grant" });
});

test("verifies the id_token against the keys and reads the user", async () => {
  const client = await connected();
  await expect(client.validateIdToken()).resolves.toBe(true);
  const info = await client.getUserInfo();
  expect(at(info, "json")).toMatchObject({ email: "demo@sandbox.example", emailVerified: true });
});

test("gets 400 for the empty grant that it sends after a refusal", async () => {
  const client = await newClient();
  const back = await walkConsent(client.authorizeUri({ scope: scopes, state: "s" }), "cancel", realmId);
  expect(back).toContain("error=access_denied");
  await expect(client.createToken(back)).rejects.toMatchObject({ error: "invalid_request" });
});

test("sees a revoked token as 401 and a stale object as 5010", async () => {
  const client = await connected();
  const call = (path: string, body: object) =>
    client.makeApiCall({
      url: `${running.url}/v3/company/${realmId}/${path}`,
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  await expect(call("invoice", { Id: "6", SyncToken: "9" })).rejects.toMatchObject({ code: "5010" });
  await control(running, "POST", "/tokens/revoke", { realmId });
  await expect(call("invoice", {})).rejects.toMatchObject({ code: "401" });
});
