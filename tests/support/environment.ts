import { demoSecrets } from "../../lib/config/config.ts";

export interface TestEnvironment {
  readonly databaseUrl: string;
  /** The sandbox's origin; without it, a port on which nothing answers. */
  readonly sandboxUrl?: string;
  /** Further variables, by their own names. */
  readonly more?: Readonly<Record<string, string>>;
}

/**
 * Sets this process's environment as the application's own start would. Call it before anything reads
 * the configuration, which is kept from then on.
 */
export function setTestEnvironment(wanted: TestEnvironment): void {
  Object.assign(process.env, testEnvironment(wanted));
}

/** The same, for a process that a test starts. */
export function testEnvironment({ databaseUrl, sandboxUrl, more }: TestEnvironment): Record<string, string> {
  return {
    NODE_ENV: "test",
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: "http://localhost:3000",
    NEXTAUTH_SECRET: demoSecrets.nextAuthSecret,
    QUICKBOOKS_CLIENT_ID: demoSecrets.clientId,
    QUICKBOOKS_CLIENT_SECRET: demoSecrets.clientSecret,
    QUICKBOOKS_ENVIRONMENT: "sandbox",
    QUICKBOOKS_DISCOVERY_DOCUMENT: `${sandboxUrl ?? "http://127.0.0.1:9"}/.well-known/openid_sandbox_configuration`,
    QUICKBOOKS_WEBHOOK_VERIFIER_TOKEN: demoSecrets.webhookVerifierToken,
    TOKEN_ENCRYPTION_KEYS: demoSecrets.tokenEncryptionKeys,
    LOG_LEVEL: "silent",
    ...more,
  };
}
