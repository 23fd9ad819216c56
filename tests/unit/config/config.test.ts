import { describe, expect, test } from "vitest";

import { demoSecrets, readConfig } from "#lib/config/config.ts";

const demo = {
  DATABASE_URL: "postgres://tieout_app@localhost:5432/tieout",
  DATABASE_SYSTEM_URL: "postgres://tieout_jobs@localhost:5432/tieout",
  NEXTAUTH_SECRET: demoSecrets.nextAuthSecret,
  QUICKBOOKS_CLIENT_ID: demoSecrets.clientId,
  QUICKBOOKS_CLIENT_SECRET: demoSecrets.clientSecret,
  QUICKBOOKS_WEBHOOK_VERIFIER_TOKEN: demoSecrets.webhookVerifierToken,
  TOKEN_ENCRYPTION_KEYS: demoSecrets.tokenEncryptionKeys,
};

const production = {
  NODE_ENV: "production",
  DATABASE_URL: "postgres://tieout_app@db.example.com:5432/tieout",
  DATABASE_SYSTEM_URL: "postgres://tieout_jobs@db.example.com:5432/tieout",
  NEXTAUTH_URL: "https://books.example.com/",
  NEXTAUTH_SECRET: "a".repeat(40),
  QUICKBOOKS_CLIENT_ID: "ABreal",
  QUICKBOOKS_CLIENT_SECRET: "real",
  QUICKBOOKS_ENVIRONMENT: "production",
  QUICKBOOKS_WEBHOOK_VERIFIER_TOKEN: "one, two",
  TOKEN_ENCRYPTION_KEYS: `new:${Buffer.alloc(32, 1).toString("base64")},old:${Buffer.alloc(32, 2).toString("base64")}`,
};

describe("readConfig", () => {
  test("takes the demo's values outside production", () => {
    const config = readConfig({
      ...demo,
      QUICKBOOKS_DISCOVERY_DOCUMENT: "http://localhost:4010/.well-known/x",
    });
    expect(config.quickbooks.apiBaseUrl).toBe("http://localhost:4010");
    expect(config.quickbooks.redirectUri).toBe("http://localhost:3000/api/auth/quickbooks/callback");
  });

  test("takes a production environment, several keys and verifier tokens in order", () => {
    const config = readConfig(production);
    expect(config.appUrl).toBe("https://books.example.com");
    expect(config.tokenEncryptionKeys.map((key) => key.id)).toEqual(["new", "old"]);
    expect(config.quickbooks.webhookVerifierTokens).toEqual(["one", "two"]);
    expect(config.quickbooks.apiBaseUrl).toBe("https://quickbooks.api.intuit.com");
    expect(config.quickbooks.discoveryDocument).toContain("/.well-known/openid_configuration");
  });

  test.each(Object.keys(demo))("names %s when it is missing", (name) => {
    expect(() => readConfig({ ...demo, [name]: "" })).toThrow(`${name} is not set.`);
  });

  test.each([
    ["DATABASE_URL", "mysql://x"],
    ["DATABASE_SYSTEM_URL", "mysql://x"],
    ["NEXTAUTH_SECRET", "short"],
    ["QUICKBOOKS_ENVIRONMENT", "prod"],
    ["WORKER_CONCURRENCY", "many"],
    ["TOKEN_ENCRYPTION_KEYS", "nokey"],
  ])("names %s when it is wrong", (name, value) => {
    expect(() => readConfig({ ...demo, [name]: value })).toThrow(name);
  });

  test.each([
    ["NEXTAUTH_SECRET", demoSecrets.nextAuthSecret],
    ["QUICKBOOKS_CLIENT_ID", demoSecrets.clientId],
    ["QUICKBOOKS_CLIENT_SECRET", demoSecrets.clientSecret],
    ["QUICKBOOKS_WEBHOOK_VERIFIER_TOKEN", demoSecrets.webhookVerifierToken],
    ["TOKEN_ENCRYPTION_KEYS", `${production.TOKEN_ENCRYPTION_KEYS},${demoSecrets.tokenEncryptionKeys}`],
    ["NEXTAUTH_URL", "http://books.example.com"],
    ["QUICKBOOKS_API_BASE", "http://localhost:4010"],
    [
      "QUICKBOOKS_DISCOVERY_DOCUMENT",
      "https://developer.api.intuit.com/.well-known/openid_sandbox_configuration",
    ],
  ])("refuses in production a %s that is only fit for a demo", (name, value) => {
    expect(() => readConfig({ ...production, [name]: value })).toThrow(name);
  });

  test("never shows a key in its complaint", () => {
    const key = Buffer.alloc(31, 7).toString("base64");
    expect(() => readConfig({ ...demo, TOKEN_ENCRYPTION_KEYS: `k:${key}` })).toThrow(/^(?!.*BwcH).*31 bytes/);
  });
});
