import { demoEnvironment } from "#scripts/stack/demo-environment.ts";

export interface TestEnvironment {
  /** As the application role. The system role that goes with it is found by its name. */
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
  return demoEnvironment({
    database: { application: databaseUrl, system: systemUrlBeside(databaseUrl) },
    sandboxUrl: sandboxUrl ?? "http://127.0.0.1:9",
    appUrl: "http://localhost:3000",
    more: { LOG_LEVEL: "warn", ...more },
  });
}

/** Of the roles that ensureDatabase makes: they differ by name alone. */
function systemUrlBeside(applicationUrl: string): string {
  const url = new URL(applicationUrl);
  url.username = url.username.replace(/_app$/, "_jobs");
  return url.href;
}
