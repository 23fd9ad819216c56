import { expect, it } from "vitest";

import { planDrill } from "#bench/drills/plan.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { givenDatabase } from "#tests/support/given-database.ts";

// The whole, of ten thousand: npm run drill -- plan
it("four workers that look at once plan each of two thousand companies exactly once", async () => {
  const database = await givenDatabase();
  setTestEnvironment({ databaseUrl: database.urls.application });
  const report = await planDrill({ companies: 2_000, planners: 4, print: () => undefined });
  expect(report.figures).toMatchObject({ queued: 2_000, jobs: 2_000 });
  await database.stop();
}, 60_000);
