import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunningSandbox } from "#sandbox/start-sandbox.ts";
import { ask, control, startTiny, type Answered } from "./support/client-of.ts";

const DAY_MS = 86_400_000;
const REDIRECT = "http://localhost:3000/api/auth/quickbooks/callback";

let running: RunningSandbox;
let realmId: string;

beforeAll(async () => {
  running = await startTiny();
  realmId = running.sandbox.companies()[0]?.realmId ?? "";
});
beforeEach(async () => {
  await control(running, "DELETE", "/switches");
});
afterAll(() => running.stop());

const basic = (secret = "sandbox-secret") =>
  `Basic ${Buffer.from(`sandbox-client:${secret}`).toString("base64")}`;

function token(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answered> {
  return ask(`${running.url}/oauth2/v1/tokens/bearer`, {
    method: "POST",
    headers: { Authorization: basic(), Accept: "application/json", ...headers },
    body: new URLSearchParams(fields),
  });
}

const refresh = (value: string, headers = {}) =>
  token({ grant_type: "refresh_token", refresh_token: value }, headers);
const redeem = (code: string) => token({ grant_type: "authorization_code", code, redirect_uri: REDIRECT });

/** Walks the pages as a browser does, and returns where the app is sent. */
async function consent(decision: "connect" | "cancel", changes: Record<string, string> = {}): Promise<URL> {
  const fields = {
    client_id: "sandbox-client",
    redirect_uri: REDIRECT,
    response_type: "code",
    scope: "com.intuit.quickbooks.accounting",
    state: "a state",
    ...changes,
  };
  const signedIn = await ask(`${running.url}/connect/sign-in`, {
    method: "POST",
    body: new URLSearchParams({ ...fields, email: "demo@sandbox.example", password: "x" }),
  });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const decided = await ask(`${running.url}/connect/decision`, {
    method: "POST",
    headers: { cookie },
    body: new URLSearchParams({ ...fields, realmId, decision }),
  });
  expect(decided.status).toBe(302);
  return new URL(decided.headers.get("location") ?? "");
}

async function connect(): Promise<Record<string, unknown>> {
  const code = (await consent("connect")).searchParams.get("code") ?? "";
  return (await redeem(code)).json();
}

function read(accessToken: unknown): Promise<Answered> {
  return ask(`${running.url}/v3/company/${realmId}/companyinfo/${realmId}`, {
    headers: { Authorization: `Bearer ${String(accessToken)}`, Accept: "application/json" },
  });
}

describe("consent", () => {
  test("Connect returns code, state and realmId, which give Intuit's token body", async () => {
    const back = await consent("connect");
    expect(back.origin + back.pathname).toBe(REDIRECT);
    expect(back.searchParams.get("state")).toBe("a state");
    expect(back.searchParams.get("realmId")).toBe(realmId);
    const tokens = (await redeem(back.searchParams.get("code") ?? "")).json();
    expect(tokens).toMatchObject({
      token_type: "bearer",
      expires_in: 3600,
      // Counts down from the consent, so a busy machine may have lost a second on the way.
      x_refresh_token_expires_in: expect.closeTo(8_726_400, -1) as number,
    });
    expect((await read(tokens["access_token"])).status).toBe(200);
  });

  test("Cancel and a wrong scope return to the app, without a code", async () => {
    expect(Object.fromEntries((await consent("cancel")).searchParams)).toEqual({
      error: "access_denied",
      state: "a state",
    });
    const wrong = await consent("connect", { scope: "everything" });
    expect(wrong.searchParams.get("error")).toBe("invalid_scope");
  });

  test.each([
    ["a client_id", "client_id=somebody&redirect_uri=" + encodeURIComponent(REDIRECT)],
    ["a redirect_uri", "client_id=sandbox-client&redirect_uri=" + encodeURIComponent(REDIRECT + "/")],
  ])("%s that is not registered shows a page and never redirects", async (_name, query) => {
    const page = await ask(
      `${running.url}/connect/oauth2?${query}&response_type=code&state=s&scope=com.intuit.quickbooks.accounting`,
    );
    expect(page.status).toBe(400);
    expect(page.headers.get("location")).toBeNull();
    expect(page.headers.get("x-frame-options")).toBe("DENY");
  });

  test("only an administrator may connect, and OpenID scopes alone carry no company", async () => {
    const openid = await consent("connect", { scope: "openid email profile" });
    expect(openid.searchParams.has("realmId")).toBe(false);
    const tokens = (await redeem(openid.searchParams.get("code") ?? "")).json();
    const info = await ask(`${running.url}/v1/openid_connect/userinfo`, {
      headers: { Authorization: `Bearer ${String(tokens["access_token"])}` },
    });
    expect(info.json()).toMatchObject({ email: "demo@sandbox.example", emailVerified: true });
    expect((await read(tokens["access_token"])).status).toBe(403);
  });
});

describe("a code", () => {
  test("works once; a second use ends the tokens of the first", async () => {
    const code = (await consent("connect")).searchParams.get("code") ?? "";
    const first = (await redeem(code)).json();
    const second = await redeem(code);
    expect([second.status, second.json()["error"]]).toEqual([400, "invalid_grant"]);
    expect((await read(first["access_token"])).status).toBe(401);
  });

  test("runs out", async () => {
    const code = (await consent("connect")).searchParams.get("code") ?? "";
    await control(running, "POST", "/clock", { advanceMs: 301_000 });
    expect((await redeem(code)).json()["error"]).toBe("invalid_grant");
  });
});

describe("the token endpoint refuses", () => {
  test("an empty grant, an unknown grant type and a wrong secret", async () => {
    expect([(await token({})).status, (await token({})).json()]).toEqual([400, { error: "invalid_request" }]);
    expect((await token({ grant_type: "password" })).json()["error"]).toBe("unsupported_grant_type");
    const wrong = await token(
      { grant_type: "refresh_token", refresh_token: "x" },
      { Authorization: basic("nonsense") },
    );
    expect([wrong.status, wrong.json()["error"]]).toEqual([401, "invalid_client"]);
  });

  test("an access token in place of a refresh token, in Intuit's words", async () => {
    const tokens = await connect();
    expect((await refresh(String(tokens["access_token"]))).json()).toEqual({
      error: "invalid_grant",
      error_description: "Incorrect Token type or clientID",
    });
  });
});

describe("a refresh token", () => {
  test("keeps its value within a day and counts down", async () => {
    const tokens = await connect();
    await control(running, "POST", "/clock", { advanceMs: 3_600_000 });
    const next = (await refresh(String(tokens["refresh_token"]))).json();
    expect(next["refresh_token"]).toBe(tokens["refresh_token"]);
    expect(next["access_token"]).not.toBe(tokens["access_token"]);
    expect(Number(next["x_refresh_token_expires_in"])).toBeLessThanOrEqual(8726400 - 3600);
  });

  test("is replaced after a day, and the old value is dead at once", async () => {
    const old = String((await connect())["refresh_token"]);
    await control(running, "POST", "/clock", { advanceMs: DAY_MS });
    const next = String((await refresh(old)).json()["refresh_token"]);
    expect(next).not.toBe(old);
    expect((await refresh(old)).json()).toEqual({
      error: "invalid_grant",
      error_description: "Incorrect or invalid refresh token",
    });
    expect((await refresh(next)).status).toBe(200);
  });

  test("still works in its old value for a grace, by switch", async () => {
    await control(running, "POST", "/switches", { refreshTokenGraceSeconds: 86_400 });
    const old = String((await connect())["refresh_token"]);
    await control(running, "POST", "/clock", { advanceMs: DAY_MS });
    const next = (await refresh(old)).json()["refresh_token"];
    expect((await refresh(old)).json()["refresh_token"]).toBe(next);
    await control(running, "POST", "/clock", { advanceMs: DAY_MS });
    expect((await refresh(old)).status).toBe(400);
  });

  test("kills the connection when a replaced value comes again, by switch", async () => {
    await control(running, "POST", "/switches", { refreshTokenReplay: "revoke" });
    const old = String((await connect())["refresh_token"]);
    await control(running, "POST", "/clock", { advanceMs: DAY_MS });
    const next = String((await refresh(old)).json()["refresh_token"]);
    await refresh(old);
    expect((await refresh(next)).json()["error_description"]).toBe("Token invalid");
  });

  test("serves one of two refreshes at the same time", async () => {
    const value = String((await connect())["refresh_token"]);
    const both = await Promise.all([refresh(value), refresh(value)]);
    expect(both.map((answered) => answered.status).sort()).toEqual([200, 400]);
  });

  test("dies unused after 101 days, and after five years whatever is done", async () => {
    const unused = String((await connect())["refresh_token"]);
    await control(running, "POST", "/clock", { advanceMs: 101 * DAY_MS });
    expect((await refresh(unused)).json()["error_description"]).toBe("Token invalid");

    let value = String((await connect())["refresh_token"]);
    const withHard = (await refresh(value, { "x-include-refresh-token-hard-expires-in": "true" })).json();
    expect(Number(withHard["x_refresh_token_hard_expires_in"])).toBeGreaterThan(157_679_000);
    for (let days = 0; days < 5 * 365 - 90; days += 90) {
      await control(running, "POST", "/clock", { advanceMs: 90 * DAY_MS });
      value = String((await refresh(value)).json()["refresh_token"]);
    }
    await control(running, "POST", "/clock", { advanceMs: 90 * DAY_MS });
    expect((await refresh(value)).json()["error_description"]).toBe("Token invalid");
  });
});

describe("the end of a connection", () => {
  test("revoking either token kills both", async () => {
    const tokens = await connect();
    const revoked = await ask(`${running.url}/v2/oauth2/tokens/revoke`, {
      method: "POST",
      headers: { Authorization: basic(), "Content-Type": "application/json" },
      body: JSON.stringify({ token: tokens["access_token"] }),
    });
    expect([revoked.status, revoked.text]).toEqual([200, ""]);
    expect((await refresh(String(tokens["refresh_token"]))).status).toBe(400);
    const rejected = await read(tokens["access_token"]);
    expect(rejected.status).toBe(401);
    expect(rejected.headers.get("www-authenticate")).toBe('Bearer realm="Intuit", error="invalid_token"');
    expect(rejected.text).toContain('"detail":"Token revoked"');
  });

  test("a disconnect inside QuickBooks tells nobody but the browser", async () => {
    const tokens = await connect();
    const page = await ask(`${running.url}/app/connected-apps`);
    expect(page.text).toContain(`id="disconnect-${realmId}"`);
    await ask(`${running.url}/app/connected-apps/disconnect`, {
      method: "POST",
      body: new URLSearchParams({ realmId }),
    });
    expect((await read(tokens["access_token"])).status).toBe(401);
    expect((await refresh(String(tokens["refresh_token"]))).json()["error_description"]).toBe(
      "Token invalid",
    );
  });

  test("connecting the company again ends the earlier tokens", async () => {
    const first = await connect();
    await connect();
    expect((await read(first["access_token"])).status).toBe(401);
  });

  test("an access token runs out after an hour, and says so", async () => {
    const tokens = await connect();
    await control(running, "POST", "/clock", { advanceMs: 3_600_000 });
    const rejected = await read(tokens["access_token"]);
    expect(rejected.status).toBe(401);
    expect(rejected.text).toContain("Token expired: ");
  });
});

test("the discovery documents send every endpoint to this origin and keep Intuit's issuer", async () => {
  for (const name of ["openid_configuration", "openid_sandbox_configuration"]) {
    const document = (await ask(`${running.url}/.well-known/${name}`)).json();
    for (const key of ["authorization", "token", "userinfo", "revocation"]) {
      expect(String(document[`${key}_endpoint`])).toContain(running.url);
    }
    expect(document["issuer"]).toBe("https://oauth.platform.intuit.com/op/v1");
  }
});
