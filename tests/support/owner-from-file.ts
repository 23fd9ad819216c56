import { afterAll, beforeAll } from "vitest";

import type { CompanyId } from "#lib/core/ids.ts";
import type { RouteCall } from "./call-route.ts";
import { setTestEnvironment } from "./environment.ts";
import { createCompany, createFirm, type Firm } from "./people-of-a-firm.ts";
import { seedBooks } from "./seed/seed-books.ts";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";

export interface OwnerOfAFile {
  readonly database: TestDatabase;
  readonly firm: Firm;
  readonly company: CompanyId;
  /** The call, made by the firm's owner. */
  readonly asOwner: (call: RouteCall) => RouteCall;
  /** A route's parameters: the company's id, and `more`. */
  readonly ofCompany: (more?: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

/**
 * Called once in a test file, outside of its tests: the file gets a database with one firm, its people and a
 * company with 120 records. What it returns may be used within tests.
 */
export function ownerOfAFile(): OwnerOfAFile {
  let database: TestDatabase;
  let firm: Firm;
  let company: CompanyId;
  beforeAll(async () => {
    database = await createTestDatabase();
    setTestEnvironment({ databaseUrl: database.url, more: { LOG_LEVEL: "silent" } });
    firm = await createFirm();
    company = await createCompany(firm.id);
    await seedBooks(firm.id, company, 120);
  });
  afterAll(() => database.drop());
  return {
    get database() {
      return database;
    },
    get firm() {
      return firm;
    },
    get company() {
      return company;
    },
    asOwner: (call) => ({ ...call, cookie: firm.people.owner.cookie }),
    ofCompany: (more = {}) => ({ companyId: company, ...more }),
  };
}
