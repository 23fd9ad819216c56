// Once per run of the tests: a PostgreSQL of its own, or the one that TEST_POSTGRES_URL (a superuser's
// URL) names, with the template database.

import type { TestProject } from "vitest/node";

import { startTemporaryPostgres } from "#scripts/database/embedded-postgres.ts";
import { ensureTemplate } from "./database-template.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly postgres: { readonly adminUrl: string; readonly template: string };
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["TEST_POSTGRES_URL"];
  const own = given ? null : await startTemporaryPostgres();
  const adminUrl = given ?? own?.adminUrl ?? "";
  try {
    project.provide("postgres", { adminUrl, template: await ensureTemplate(adminUrl) });
  } catch (thrown) {
    await own?.stop();
    throw thrown;
  }
  return async () => own?.stop();
}
