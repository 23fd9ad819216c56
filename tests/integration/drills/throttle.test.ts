import { expect, it } from "vitest";

import { throttleDrill } from "#bench/drills/throttle.ts";
import { givenDatabase } from "#tests/support/given-database.ts";

// The whole, of eight workers on twenty companies: npm run drill -- throttle
it("three workers on three companies exceed none of Intuit's limits as the sandbox counts", async () => {
  const database = await givenDatabase();
  const lines: string[] = [];
  const report = await throttleDrill(database, {
    seed: 13,
    workers: 3,
    companies: 3,
    size: 300,
    seconds: 4,
    print: (line) => lines.push(line),
  });
  expect(report, lines.join("\n")).toMatchObject({ passed: true, figures: { violations: 0 } });
  await database.stop();
}, 240_000);
