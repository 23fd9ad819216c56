import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";

import { companiesQuery } from "#lib/contracts/companies.ts";
import { companyDetail } from "#lib/contracts/company.ts";
import { parseCompanyId } from "#lib/core/ids.ts";
import { changeCompanySettings } from "#lib/companies/change-company-settings.ts";
import { findCompanyName } from "#lib/companies/find-company-name.ts";
import { getCompany } from "#lib/companies/get-company.ts";
import { listAlerts } from "#lib/alerts/list-alerts.ts";
import { listCompanies } from "#lib/companies/list-companies.ts";
import { listConnections } from "#lib/companies/list-connections.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { seedManyCompanies } from "#tests/support/seed/seed-company.ts";
import { seedFirm, type SeededFirm } from "#tests/support/seed/seed-people.ts";
import { seedScreens, type SeededScreens } from "#tests/support/seed/seed-screens.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let seeded: SeededScreens;
let stranger: SeededFirm;
let large: SeededFirm;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
  seeded = await seedScreens();
  stranger = await seedFirm("Another firm", "another.example");
  large = await seedFirm("A large firm", "large.example");
  await seedManyCompanies(large.organizationId, 2000);
});
afterAll(() => database.drop());

const ask = (change: z.input<typeof companiesQuery> = {}) => companiesQuery.parse(change);

describe("the firm's list of companies", () => {
  it("shows each company once, what needs attention first", async () => {
    const list = await listCompanies(seeded.firm.people.owner, ask());
    expect(list.total).toBe(10);
    expect(new Set(list.companies.map(({ id }) => id)).size).toBe(10);
    const statuses = list.companies.map(({ status }) => status);
    expect(statuses).toEqual(statuses.toSorted((left, right) => order.indexOf(left) - order.indexOf(right)));
  });

  it("puts what is broken above what is only worth knowing", async () => {
    const { companies } = await listCompanies(seeded.firm.people.owner, ask({ status: "attention" }));
    const names = companies.map(({ name }) => name);
    expect(names.indexOf("Summit Logistics")).toBeLessThan(names.indexOf("Craig’s Design and Landscaping"));
  });

  it("says what a person should see to", async () => {
    const list = await listCompanies(seeded.firm.people.owner, ask());
    const of = (id: string) => list.companies.find((company) => company.id === id);
    expect(of(seeded.current)?.attention).toEqual([{ kind: "records_rejected", count: 3 }]);
    expect(of(seeded.reconnect)?.attention.map(({ kind }) => kind)).toEqual(["reconnect", "sync_failed"]);
    expect(of(seeded.awaitingApproval)?.attention.map(({ kind }) => kind)).toContain("approve_deletions");
    expect(of(seeded.syncing)?.active).toMatchObject({ state: "running", seen: 61_440, expected: 148_000 });
    expect(of(seeded.never)).toMatchObject({ status: "not_connected", attention: [], lastSyncedAt: null });
  });

  it("finds what is typed, wildcards included, and filters by status", async () => {
    const { owner } = seeded.firm.people;
    const found = await listCompanies(owner, ask({ search: "bakery" }));
    expect(found.companies.map(({ name }) => name)).toEqual(["Old Mill Bakery"]);
    expect((await listCompanies(owner, ask({ search: "%" }))).matching).toBe(0);
    const filtered = await listCompanies(owner, ask({ status: "not_connected" }));
    expect(filtered.matching).toBe(filtered.statuses.not_connected);
    expect(filtered.companies.every(({ status }) => status === "not_connected")).toBe(true);
  });

  it("gives accountants and viewers only the companies that they were assigned", async () => {
    const list = await listCompanies(seeded.firm.people.accountant, ask({ sort: "name" }));
    expect(list.companies.map(({ id }) => id).toSorted()).toEqual(
      [seeded.current, seeded.reconnect].toSorted(),
    );
    await expect(getCompany(seeded.firm.people.viewer, seeded.awaitingApproval)).rejects.toMatchObject({
      code: "request.not_found",
    });
  });

  it("shows another firm nothing", async () => {
    const { owner } = stranger.people;
    expect(await listCompanies(owner, ask())).toMatchObject({ total: 0, matching: 0, companies: [] });
    expect(await listConnections(owner, { search: "", page: 1 })).toMatchObject({
      total: 0,
      connections: [],
    });
    expect(await listAlerts(owner, "open")).toEqual({ open: 0, alerts: [] });
    expect(await findCompanyName(owner, seeded.current)).toBeNull();
    await expect(getCompany(owner, seeded.current)).rejects.toMatchObject({ code: "request.not_found" });
  });
});

const order = ["attention", "syncing", "current", "paused", "not_connected"];

describe("a firm of 2,000 companies", () => {
  it("is counted whole and shown a page at a time", async () => {
    const { owner } = large.people;
    const first = await listCompanies(owner, ask({ sort: "name" }));
    const last = await listCompanies(owner, ask({ sort: "name", page: 40 }));
    expect(first).toMatchObject({ total: 2000, matching: 2000, pageSize: 50 });
    expect(Object.values(first.statuses).reduce((sum, count) => sum + count, 0)).toBe(2000);
    expect(first.companies).toHaveLength(50);
    expect(last.companies.at(-1)?.name).toMatch(/^Client 2000/);
    expect(first.companies[0]).toMatchObject({ records: 4800 });
  });

  it("finds the same companies in every order, and shows those first that it is ordered by", async () => {
    const found = new Map<string, readonly Record<string, unknown>[]>();
    for (const sort of ["attention", "name", "synced", "records"] as const) {
      const { companies, matching } = await listCompanies(
        large.people.owner,
        ask({ sort, search: "dental" }),
      );
      found.set(sort, companies);
      expect(matching).toBeGreaterThan(50);
      expect(companies).toHaveLength(50);
      expect(companies.every(({ name }) => /dental/i.test(name))).toBe(true);
    }
    const names = (found.get("name") ?? []).map(({ name }) => String(name));
    expect(names).toEqual(
      names.toSorted((left, right) => left.localeCompare(right, "en", { numeric: true })),
    );
    const records = (found.get("records") ?? []).map((company) => Number(company["records"]));
    expect(records).toEqual(records.toSorted((left, right) => right - left));
  });
});

describe("one company", () => {
  it("is answered as its contract says, every type of record included", async () => {
    const company = await getCompany(seeded.firm.people.owner, seeded.current);
    expect(companyDetail.parse(company)).toEqual(company);
    expect(company.types.find(({ recordType }) => recordType === "journal_code")).toMatchObject({
      offered: false,
      ourCount: null,
    });
    expect(company.lastRun?.state).toBe("succeeded");
    expect(company.connection).not.toHaveProperty("realmIdSealed");
  });

  it("plans its next sync anew when the schedule changes, and none when it is paused", async () => {
    const { owner } = seeded.firm.people;
    await changeCompanySettings(owner, seeded.current, { schedule: "custom", everyMinutes: 30 });
    const soon = await getCompany(owner, seeded.current);
    expect(soon.settings).toMatchObject({ schedule: "custom", everyMinutes: 30 });
    expect(new Date(soon.nextSyncAt ?? 0).getTime() - Date.now()).toBeLessThan(31 * 60_000);
    await changeCompanySettings(owner, seeded.current, { schedule: "paused" });
    expect((await getCompany(owner, seeded.current)).nextSyncAt).toBeNull();
  });

  it("is not changed by another firm, whatever id it names", async () => {
    await expect(
      changeCompanySettings(stranger.people.owner, seeded.current, { name: "Mine now" }),
    ).rejects.toMatchObject({ code: "request.not_found" });
    const kept = await getCompany(seeded.firm.people.owner, parseCompanyId(seeded.current));
    expect(kept.name).toBe("Craig’s Design and Landscaping");
  });
});
