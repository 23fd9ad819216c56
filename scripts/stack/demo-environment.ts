// What the application's processes are told when they run against the local sandbox: in the demo, in
// development and in tests. Values that everybody knows; production refuses each of them.

import { configVariables, demoSecrets } from "#lib/config/config.ts";
import type { DatabaseUrls } from "../database/ensure-database.ts";

export interface DemoEnvironment {
  readonly database: Pick<DatabaseUrls, "application" | "system">;
  readonly sandboxUrl: string;
  readonly appUrl: string;
  /** Further variables, by their own names. */
  readonly more?: Readonly<Record<string, string>>;
}

export function demoEnvironment(wanted: DemoEnvironment): Record<string, string> {
  return {
    // What is not set here is empty, which counts as not set: a developer's own .env or shell, perhaps
    // with a real Intuit app in it, must not reach a demonstration.
    ...Object.fromEntries(configVariables.map((name) => [name, ""])),
    NODE_ENV: "test",
    DATABASE_URL: wanted.database.application,
    DATABASE_SYSTEM_URL: wanted.database.system,
    NEXTAUTH_URL: wanted.appUrl,
    NEXTAUTH_SECRET: demoSecrets.nextAuthSecret,
    QUICKBOOKS_CLIENT_ID: demoSecrets.clientId,
    QUICKBOOKS_CLIENT_SECRET: demoSecrets.clientSecret,
    QUICKBOOKS_ENVIRONMENT: "sandbox",
    QUICKBOOKS_DISCOVERY_DOCUMENT: `${wanted.sandboxUrl}/.well-known/openid_sandbox_configuration`,
    QUICKBOOKS_WEBHOOK_VERIFIER_TOKEN: demoSecrets.webhookVerifierToken,
    TOKEN_ENCRYPTION_KEYS: demoSecrets.tokenEncryptionKeys,
    ...wanted.more,
  };
}
