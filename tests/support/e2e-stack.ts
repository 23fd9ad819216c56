// Before the end-to-end tests: all of Tieout, with nothing in it but two firms and their people.

import { buildWeb } from "#scripts/stack/build-web.ts";
import { temporaryDataFolder } from "#scripts/stack/data-folder.ts";
import { startStack } from "#scripts/stack/start-stack.ts";

export default async function setUp(): Promise<() => Promise<void>> {
  await buildWeb();
  const stack = await startStack({
    data: await temporaryDataFolder(),
    web: "built",
    ports: { web: { port: 0, exactly: false }, sandbox: { port: 0, exactly: false } },
    sandbox: { companies: 3, size: "small", seed: 42 },
  });
  // Playwright hands the environment on to the processes that run the tests.
  process.env["E2E_APP_URL"] = stack.appUrl;
  process.env["E2E_SANDBOX_URL"] = stack.sandboxUrl;
  process.env["E2E_CHAT_URL"] = stack.chatUrl;
  process.env["E2E_DATABASE_URL"] = stack.database.urls.application;
  process.env["E2E_DATABASE_SYSTEM_URL"] = stack.database.urls.system;
  return () => stack.stop();
}
