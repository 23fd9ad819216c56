import { inject } from "vitest";

import { adminUrlOf, type DatabaseUrls } from "#scripts/database/ensure-database.ts";
import { closePool } from "#lib/db/pool.ts";
import { closePrisma } from "#lib/db/prisma.ts";
import { cloneTemplate, dropDatabase } from "./database-template.ts";

export interface TestDatabase {
  /** As the application role, which row-level security binds to one firm at a time. */
  readonly url: string;
  readonly urls: DatabaseUrls;
  /** As superuser, for looking at all firms' rows. */
  readonly adminUrl: string;
  /** Closes this process's connections, too. */
  drop(): Promise<void>;
}

/** An empty database with the whole schema for one test file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, template } = inject("postgres");
  const { name, urls } = await cloneTemplate(adminUrl, template);
  return {
    url: urls.application,
    urls,
    adminUrl: adminUrlOf(adminUrl, urls),
    drop: async () => {
      await Promise.all([closePool(), closePrisma()]);
      await dropDatabase(adminUrl, name);
    },
  };
}
