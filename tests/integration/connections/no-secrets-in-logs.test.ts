import { afterAll, beforeAll, expect, test } from "vitest";

import { readProcessOutput } from "#tests/support/read-process-output.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

test(
  "no token, code, state, realm or key is in a log line or an answer (invariant 10)",
  { timeout: 60_000 },
  async () => {
    const { secrets, answers, written } = await readProcessOutput("connection-log-process.ts", database.url, {
      QUICKBOOKS_TIMEOUT_MS: "1000",
    });
    expect(secrets.length).toBeGreaterThan(7);
    expect(answers.length).toBeGreaterThan(4);

    const lines = written.split("\n").filter((line) => line.startsWith("{"));
    expect(lines.length).toBeGreaterThan(8);
    expect(written).toContain("failed as it should");
    for (const secret of secrets) {
      expect(written.includes(secret), `${secret.slice(0, 6)}… in the log`).toBe(false);
      expect(answers.join("\n").includes(secret), `${secret.slice(0, 6)}… in an answer`).toBe(false);
    }
  },
);
