import { describe, expect, it } from "vitest";

import { readEndpoints } from "#lib/quickbooks/oauth/discovery.ts";
import { interpretExchange } from "#lib/quickbooks/oauth/exchange-code.ts";
import { interpretUserInfo } from "#lib/quickbooks/oauth/fetch-user-info.ts";
import type { OAuthReply } from "#lib/quickbooks/oauth/oauth-reply.ts";
import { interpretRefresh } from "#lib/quickbooks/oauth/refresh-tokens.ts";
import { interpretRevocation } from "#lib/quickbooks/oauth/revoke-tokens.ts";

const sentAt = new Date("2026-11-01T12:00:00Z");
const reply = (status: number, body: unknown): OAuthReply => ({ status, body, intuitTid: "1-tid" });

const tokens = {
  token_type: "bearer",
  access_token: "eyJ",
  refresh_token: "RT1-a",
  expires_in: 3600,
  x_refresh_token_expires_in: 8_726_400,
};
const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (thrown) {
    return thrown;
  }
};

describe("the token endpoint's answer", () => {
  it("is a pair whose lives count from before the request was sent", () => {
    expect(interpretRefresh(reply(200, tokens), sentAt)).toEqual({
      kind: "refreshed",
      tokens: {
        accessToken: "eyJ",
        refreshToken: "RT1-a",
        accessExpiresAt: new Date("2026-11-01T13:00:00Z"),
        refreshExpiresAt: new Date("2027-02-10T12:00:00Z"),
        refreshHardExpiresAt: null,
      },
    });
    const limited = { ...tokens, x_refresh_token_hard_expires_in: 60 };
    expect(interpretExchange(reply(200, limited), sentAt)).toMatchObject({
      kind: "exchanged",
      tokens: { refreshHardExpiresAt: new Date("2026-11-01T12:01:00Z") },
    });
  });

  it("rejects a grant only by saying invalid_grant", () => {
    expect(interpretRefresh(reply(400, { error: "invalid_grant" }), sentAt)).toEqual({
      kind: "rejected",
      reason: "invalid_grant",
      intuitTid: "1-tid",
    });
    const described = { error: "invalid_grant", error_description: "Token invalid" };
    expect(interpretExchange(reply(400, described), sentAt)).toMatchObject({ reason: "Token invalid" });
  });

  it.each([
    [400, { error: "invalid_client" }, "config.invalid"],
    [401, { error: "invalid_client" }, "config.invalid"],
    [401, "<html></html>", "config.invalid"],
    [400, { error: "unauthorized_client" }, "config.invalid"],
    [400, { error: "invalid_request" }, "quickbooks.rejected"],
    [400, "", "quickbooks.rejected"],
    [403, "", "quickbooks.forbidden"],
    [429, "", "quickbooks.throttled"],
    [500, { error: "server_error" }, "quickbooks.failed"],
    [503, "", "quickbooks.unavailable"],
    [302, "", "quickbooks.rejected"],
    [200, "", "quickbooks.malformed"],
    [200, { ...tokens, refresh_token: "" }, "quickbooks.malformed"],
    [200, { ...tokens, expires_in: "3600" }, "quickbooks.malformed"],
    [200, { ...tokens, token_type: "mac" }, "quickbooks.malformed"],
  ])("with status %i and %j is no verdict on the grant, but %s", (status, body, code) => {
    for (const interpret of [interpretRefresh, interpretExchange]) {
      expect(thrownBy(() => interpret(reply(status, body), sentAt))).toMatchObject({
        code,
        intuitTid: "1-tid",
      });
    }
  });
});

describe("the answer to a revocation", () => {
  it("is done, or there was nothing left to revoke", () => {
    expect(interpretRevocation(reply(200, ""))).toEqual({ kind: "revoked" });
    expect(interpretRevocation(reply(400, { error: "invalid_request" }))).toMatchObject({
      kind: "already_gone",
    });
  });

  it("is a failure where access may still stand", () => {
    expect(thrownBy(() => interpretRevocation(reply(503, "")))).toMatchObject({
      code: "quickbooks.unavailable",
    });
    expect(thrownBy(() => interpretRevocation(reply(401, "")))).toMatchObject({ code: "config.invalid" });
  });
});

describe("the answer about a user", () => {
  it("takes an address for verified only where Intuit says so", () => {
    expect(interpretUserInfo(reply(200, { sub: "s", email: "a@example.com" }))).toMatchObject({
      subject: "s",
      emailVerified: false,
    });
    expect(interpretUserInfo(reply(200, { sub: "s", emailVerified: true })).emailVerified).toBe(true);
    expect(thrownBy(() => interpretUserInfo(reply(200, {})))).toMatchObject({ code: "quickbooks.malformed" });
  });
});

describe("the discovery document", () => {
  it("is refused when an endpoint is missing, naming it", () => {
    expect(() => readEndpoints({ issuer: "i", token_endpoint: "https://t.example" })).toThrow(
      "authorization_endpoint, revocation_endpoint, userinfo_endpoint",
    );
  });
});
