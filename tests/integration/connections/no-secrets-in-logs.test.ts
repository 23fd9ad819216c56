import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

import { testEnvironment } from "../../support/environment.ts";
import { createTestDatabase, type TestDatabase } from "../../support/test-database.ts";

const told = z.object({ secrets: z.array(z.string().min(8)).min(8), answers: z.array(z.string()).min(5) });

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

test(
  "no token, code, state, realm or key is in a log line or an answer (design, section 5, line 10)",
  { timeout: 60_000 },
  async () => {
    const child = fork(path.resolve(import.meta.dirname, "../../support/talkative-connection.ts"), {
      env: {
        ...testEnvironment({
          databaseUrl: database.url,
          more: { LOG_LEVEL: "trace", QUICKBOOKS_TIMEOUT_MS: "1000" },
        }),
        NODE_ENV: "test",
        PATH: process.env["PATH"],
      },
      execArgv: [],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    let written = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        written += text;
      });
    }
    const messages: unknown[] = [];
    child.on("message", (message) => messages.push(message));
    await once(child, "close");
    expect(messages, written.slice(-3000)).toHaveLength(1);
    const { secrets, answers } = told.parse(messages[0]);

    const lines = written.split("\n").filter((line) => line.startsWith("{"));
    expect(lines.length).toBeGreaterThan(8);
    expect(written).toContain("failed as it should");
    for (const secret of secrets) {
      expect(written.includes(secret), `${secret.slice(0, 6)}… in the log`).toBe(false);
      expect(answers.join("\n").includes(secret), `${secret.slice(0, 6)}… in an answer`).toBe(false);
    }
  },
);
