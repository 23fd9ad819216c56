// Where the stack that was started before the tests listens.

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: is tests/support/e2e-stack.ts the global setup?`);
  return value;
}

export const appUrl = (): string => given("E2E_APP_URL");
export const sandboxUrl = (): string => given("E2E_SANDBOX_URL");
/** The webhook of a chat tool that takes what it is sent. */
export const chatUrl = (): string => given("E2E_CHAT_URL");
export const databaseUrl = (): string => given("E2E_DATABASE_URL");
export const databaseSystemUrl = (): string => given("E2E_DATABASE_SYSTEM_URL");
