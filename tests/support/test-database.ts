import { inject } from "vitest";

import { closePool } from "../../lib/db/pool.ts";
import { closePrisma } from "../../lib/db/prisma.ts";
import { cloneTemplate, dropDatabase } from "./database-template.ts";

export interface TestDatabase {
  /** As the application's own role, which row-level security binds. */
  readonly url: string;
  /** As superuser, for looking behind the walls. */
  readonly adminUrl: string;
  /** Closes this process's connections, too. */
  drop(): Promise<void>;
}

/** An empty database with the whole schema for one test file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, template } = inject("postgres");
  const { name, url } = await cloneTemplate(adminUrl, template);
  const asAdmin = new URL(adminUrl);
  asAdmin.pathname = `/${name}`;
  return {
    url,
    adminUrl: asAdmin.href,
    drop: async () => {
      await Promise.all([closePool(), closePrisma()]);
      await dropDatabase(adminUrl, name);
    },
  };
}
