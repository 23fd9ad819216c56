import { expect, it } from "vitest";

import { fuzzWebhooks } from "#bench/drills/webhook-fuzz.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { givenDatabase } from "#tests/support/given-database.ts";

// The whole, of 100,000: npm run drill -- webhook-fuzz
it("of two thousand random deliveries none is accepted unsigned, each signed one is stored and answered 200, memory is flat", async () => {
  const database = await givenDatabase();
  setTestEnvironment({ databaseUrl: database.urls.application });
  const lines: string[] = [];
  const report = await fuzzWebhooks({ seed: 11, deliveries: 2_000, print: (line) => lines.push(line) });
  expect(report, lines.join("\n")).toMatchObject({ passed: true });
  await database.stop();
}, 60_000);
