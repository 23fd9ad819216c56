import { expect, it } from "vitest";

import { killDrill } from "#bench/drills/kill.ts";
import { givenDatabase } from "../support/given-database.ts";

// The whole, with a hundred kills and PostgreSQL crashed among them: npm run drill -- kill
it("after workers and web were killed, the books equal QuickBooks', no event is lost, no run hangs", async () => {
  const database = await givenDatabase();
  const lines: string[] = [];
  const report = await killDrill(database, {
    seed: 12,
    kills: 6,
    crashes: 0,
    companies: 2,
    size: 400,
    changesPerSecond: 2,
    workers: 2,
    print: (line) => lines.push(line),
  });
  expect(report, lines.join("\n")).toMatchObject({ passed: true });
  await database.stop();
}, 240_000);
