import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Clock } from "#lib/core/clock.ts";
import { authorizationUrl } from "#lib/quickbooks/oauth/authorization-url.ts";
import { discover } from "#lib/quickbooks/oauth/discovery.ts";
import { exchangeCode } from "#lib/quickbooks/oauth/exchange-code.ts";
import { fetchUserInfo } from "#lib/quickbooks/oauth/fetch-user-info.ts";
import type { OAuthApp } from "#lib/quickbooks/oauth/oauth-app.ts";
import { refreshTokens } from "#lib/quickbooks/oauth/refresh-tokens.ts";
import { revokeTokens } from "#lib/quickbooks/oauth/revoke-tokens.ts";
import type { TokenPair } from "#lib/quickbooks/oauth/token-pair.ts";
import { faultRuleInput } from "#sandbox/faults/fault-rule.ts";
import { connectSandbox, type ConnectedSandbox } from "./connected-sandbox.ts";

let sandbox: ConnectedSandbox;
let app: OAuthApp;
const at = new Date("2026-11-01T12:00:00Z");
const clock: Clock = { now: () => at };

beforeAll(async () => {
  sandbox = await connectSandbox();
  app = sandbox.app;
});
afterAll(() => sandbox.running.stop());
beforeEach(() => {
  sandbox.running.sandbox.faults.remove();
  sandbox.running.sandbox.switches.reset();
});

const tokenCalls = (): number => sandbox.running.sandbox.faults.list().at(-1)?.seen ?? 0;
const fail = (rule: object): void => {
  sandbox.running.sandbox.faults.add(faultRuleInput.parse({ path: "tokens/bearer", ...rule }));
};
const code = (): string => sandbox.running.sandbox.grants.issueCode(sandbox.consent, app.redirectUri);

async function connected(): Promise<TokenPair> {
  const outcome = await exchangeCode(app, code(), clock);
  if (outcome.kind !== "exchanged") throw new Error(outcome.reason);
  return outcome.tokens;
}

describe("the endpoints", () => {
  it("come from the discovery document", async () => {
    const endpoints = await discover(app.discoveryDocument);
    expect(endpoints.token).toContain(sandbox.running.url);
    const url = new URL(await authorizationUrl(app, "state-1"));
    expect(`${url.origin}${url.pathname}`).toBe(endpoints.authorization);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: app.clientId,
      redirect_uri: app.redirectUri,
      response_type: "code",
      scope: "com.intuit.quickbooks.accounting",
      state: "state-1",
    });
  });

  it("are asked for once by callers that come together, and again a day later", async () => {
    let requests = 0;
    let isUp = true;
    const document = JSON.stringify({
      issuer: "i",
      authorization_endpoint: "http://localhost/a",
      token_endpoint: "http://localhost/t",
      revocation_endpoint: "http://localhost/r",
      userinfo_endpoint: "http://localhost/u",
    });
    const server = createServer((_, response) => {
      requests += 1;
      response.writeHead(isUp ? 200 : 503, { "content-type": "application/json" }).end(isUp ? document : "");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      await Promise.all([discover(url, clock), discover(url, clock), discover(url, clock)]);
      expect(requests).toBe(1);
      const dayLater: Clock = { now: () => new Date(at.getTime() + 25 * 60 * 60 * 1000) };
      await discover(url, dayLater);
      expect(requests).toBe(2);
      // Known addresses outlive an outage of the page that lists them.
      isUp = false;
      const twoDaysLater: Clock = { now: () => new Date(at.getTime() + 50 * 60 * 60 * 1000) };
      expect((await discover(url, twoDaysLater)).token).toBe("http://localhost/t");
      await expect(discover(`${url}other`, clock)).rejects.toMatchObject({ code: "quickbooks.unavailable" });
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
});

describe("an exchange of a code", () => {
  it("gives tokens with the times at which they end, the five-year limit among them", async () => {
    const tokens = await connected();
    expect(tokens.accessExpiresAt).toEqual(new Date("2026-11-01T13:00:00Z"));
    // Intuit counts the seconds that are left, and a part of one may have passed.
    expect((tokens.refreshExpiresAt.getTime() - at.getTime()) / 86_400_000).toBeCloseTo(101, 2);
    const years = ((tokens.refreshHardExpiresAt?.getTime() ?? 0) - at.getTime()) / (365 * 86_400_000);
    expect(years).toBeCloseTo(5, 2);
    expect(tokens.accessToken).not.toBe(tokens.refreshToken);
  });

  it("is rejected the second time", async () => {
    const used = code();
    expect((await exchangeCode(app, used)).kind).toBe("exchanged");
    expect(await exchangeCode(app, used)).toMatchObject({
      kind: "rejected",
      reason: "Invalid authorization code",
    });
  });

  it("sends a code only once, whatever the answer", async () => {
    fail({ effect: "status", status: 503 });
    await expect(exchangeCode(app, code())).rejects.toMatchObject({
      code: "quickbooks.unavailable",
      httpStatus: 503,
    });
    expect(tokenCalls()).toBe(1);
  });

  it("takes nothing but the code from what came with the callback", async () => {
    const outcome = await exchangeCode(app, `${code()}&redirectUri=http://evil.example`);
    expect(outcome.kind).toBe("rejected");
  });
});

describe("a refresh", () => {
  it("gives the same refresh token within a day and another one after", async () => {
    const first = await connected();
    const second = await refreshTokens(app, first.refreshToken, clock);
    expect(second).toMatchObject({ kind: "refreshed", tokens: { refreshToken: first.refreshToken } });
    sandbox.running.sandbox.switches.set({ refreshTokenRotationSeconds: 0 });
    const third = await refreshTokens(app, first.refreshToken, clock);
    expect(third.kind === "refreshed" && third.tokens.refreshToken).not.toBe(first.refreshToken);
    // The value that was replaced is dead.
    expect(await refreshTokens(app, first.refreshToken)).toMatchObject({ kind: "rejected" });
  });

  it("of a revoked grant is rejected with Intuit's reason, or without one where Intuit gives none", async () => {
    const { refreshToken } = await connected();
    sandbox.running.sandbox.grants.revokeRealm(sandbox.company.realmId);
    const described = await refreshTokens(app, refreshToken);
    expect(described).toMatchObject({ kind: "rejected", reason: "Token invalid" });
    expect(described.kind === "rejected" && described.intuitTid).toMatch(/^1-/);
    sandbox.running.sandbox.switches.set({ oauthErrorDescriptions: false });
    expect(await refreshTokens(app, refreshToken)).toMatchObject({
      kind: "rejected",
      reason: "invalid_grant",
    });
  });

  it.each(["400", "401"])(
    "with wrong client keys (%s) blames the configuration, not the grant",
    async (status) => {
      sandbox.running.sandbox.switches.set({ invalidClientStatus: status });
      const wrong = { ...app, clientSecret: "wrong" };
      await expect(refreshTokens(wrong, "RT")).rejects.toMatchObject({ code: "config.invalid" });
    },
  );

  it.each([
    [{ effect: "status", status: 503 }, "quickbooks.unavailable"],
    [{ effect: "status", status: 500 }, "quickbooks.failed"],
    [{ effect: "status", status: 429 }, "quickbooks.throttled"],
    [{ effect: "reset" }, "quickbooks.unavailable"],
    [{ effect: "status", status: 200, body: "<html>hello</html>" }, "quickbooks.malformed"],
    [{ effect: "status", status: 200, body: '{"access_token":"a"}' }, "quickbooks.malformed"],
  ])("that meets %j throws %s and says no grant dead", async (rule, failure) => {
    fail(rule);
    await expect(refreshTokens(app, "AB11-some-token")).rejects.toMatchObject({ code: failure });
    expect(tokenCalls()).toBe(1);
  });

  it("that gets no answer ends after its time, and keeps secrets out of its error", async () => {
    fail({ effect: "slow", delayMs: 3000 });
    const started = performance.now();
    const failure: unknown = await refreshTokens({ ...app, oauthTimeoutMs: 200 }, "AB11-secret").catch(
      (e: unknown) => e,
    );
    expect(performance.now() - started).toBeLessThan(2500);
    expect(failure).toMatchObject({ code: "quickbooks.timeout" });
    // Nor in anything that hangs on it, as the package's own errors do with the whole request.
    expect(inspect(failure, { depth: 10 })).not.toContain("AB11-secret");
  });

  it("of two apps with endpoints of their own at the same time each goes to its own", async () => {
    const other = await connectSandbox({ seed: 8 });
    try {
      const pairs = await Promise.all(
        [sandbox, other].map(async ({ app: its, running, consent }) => {
          const outcome = await exchangeCode(its, running.sandbox.grants.issueCode(consent, its.redirectUri));
          if (outcome.kind !== "exchanged") throw new Error(outcome.reason);
          return { its, token: outcome.tokens.refreshToken };
        }),
      );
      const outcomes = await Promise.all(pairs.map(({ its, token }) => refreshTokens(its, token)));
      expect(outcomes.map(({ kind }) => kind)).toEqual(["refreshed", "refreshed"]);
    } finally {
      await other.running.stop();
    }
  });
});

describe("a revocation", () => {
  it("ends the grant, and is content to find it gone", async () => {
    const { refreshToken } = await connected();
    expect(await revokeTokens(app, refreshToken)).toEqual({ kind: "revoked" });
    expect((await refreshTokens(app, refreshToken)).kind).toBe("rejected");
    expect(["revoked", "already_gone"]).toContain((await revokeTokens(app, refreshToken)).kind);
    await expect(revokeTokens({ ...app, clientSecret: "wrong" }, refreshToken)).rejects.toMatchObject({
      code: "config.invalid",
    });
  });
});

describe("the user behind a grant", () => {
  it("is known by subject where OpenID was asked for", async () => {
    const { grants } = sandbox.running.sandbox;
    const grant = grants.grant({ ...sandbox.consent, scopes: ["openid", "email", "profile"] });
    const user = await fetchUserInfo(app, grants.issueAccessToken(grant));
    expect(user).toMatchObject({ email: sandbox.consent.email, emailVerified: true });
    expect(user.subject).not.toBe("");
    await expect(fetchUserInfo(app, "nonsense")).rejects.toMatchObject({ code: "quickbooks.unauthorized" });
  });
});
