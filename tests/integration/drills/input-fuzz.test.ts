import { expect, it } from "vitest";

import { fuzzInputs } from "#bench/drills/input-fuzz.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { givenDatabase } from "#tests/support/given-database.ts";

// The whole, of 15,000: npm run drill -- input-fuzz
it("of hundreds of sound, spoilt and hostile inputs at every route none is answered 500, and none tells another firm's rows", async () => {
  const database = await givenDatabase();
  setTestEnvironment({ databaseUrl: database.urls.application, more: { LOG_LEVEL: "silent" } });
  const lines: string[] = [];
  const report = await fuzzInputs({ seed: 11, inputs: 700, print: (line) => lines.push(line) });
  expect(report, lines.join("\n")).toMatchObject({ passed: true });
  // Far enough in to do harm: a check that only ever meets closed doors proves nothing.
  expect(Number(report.figures["answered200"])).toBeGreaterThan(50);
  await database.stop();
});
