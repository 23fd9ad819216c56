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

test("no link to a mailbox and no password is in a log line or an answer", { timeout: 60_000 }, async () => {
  const { secrets, answers, written } = await readProcessOutput("account-log-process.ts", database.url);
  expect(secrets.length).toBeGreaterThan(4);
  expect(answers.map((answer) => answer.slice(0, 3))).toEqual([
    "201",
    "200",
    "200",
    "204",
    "200",
    "200",
    "400",
    "200",
    "404",
    "200",
  ]);
  // What the mail server refused was logged, so the log was listened to.
  expect(written).toContain("a mail with a link could not be sent");
  for (const secret of secrets) {
    expect(written.includes(secret), `${secret.slice(0, 6)}… in the log`).toBe(false);
    expect(answers.join("\n").includes(secret), `${secret.slice(0, 6)}… in an answer`).toBe(false);
  }
});
