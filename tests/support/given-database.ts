import type { DrillDatabase } from "#bench/drills/drill-database.ts";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";

/** A test's database for a drill. Its server serves other tests too, so it cannot be crashed. */
export async function givenDatabase(): Promise<DrillDatabase> {
  const database: TestDatabase = await createTestDatabase();
  return { urls: database.urls, crash: null, whileDown: null, stop: () => database.drop() };
}
