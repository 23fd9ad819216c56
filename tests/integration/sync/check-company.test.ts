// "Is this company's copy sound?": asked from the command line, and by the button on its page.

import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { POST as checkRoute } from "#app/api/companies/[companyId]/check/route.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant, asSystem } from "#lib/db/scope.ts";
import { carryOverCalls } from "#lib/pacing/carry-over-calls.ts";
import { claimCheck, endCheck, findLastCheck } from "#lib/store/company/last-check.ts";
import { startWorker } from "#lib/worker/start-worker.ts";
import { inProject } from "#scripts/project-root.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { callRoute, type RouteAnswer } from "#tests/support/call-route.ts";
import { connectCompany } from "#tests/support/connect-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { eventually } from "#tests/support/eventually.ts";
import { createFirm, type Firm } from "#tests/support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let sandbox: RunningSandbox;
let firm: Firm;
let company: CompanyId;
let realmId: string;
let nameOfCompany: string;

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ companies: 1, size: 300, limits: false });
  setTestEnvironment({
    databaseUrl: database.url,
    sandboxUrl: sandbox.url,
    more: { QUICKBOOKS_REQUESTS_PER_SECOND: "100", QUICKBOOKS_REQUESTS_PER_MINUTE: "6000" },
  });
  firm = await createFirm();
  realmId = sandbox.sandbox.companies()[0]?.realmId ?? "";
  company = await connectCompany(firm.people.owner, realmId);
  const worker = await startWorker({ clock: false });
  nameOfCompany = await eventually(
    "the company's first sync",
    async () => {
      const { rows } = await asSystem((sql) =>
        sql.query<{ name: string }>("SELECT name FROM companies WHERE last_synced_at IS NOT NULL"),
      );
      return rows[0]?.name;
    },
    60_000,
  );
  await worker.stop();
});

afterAll(async () => {
  await sandbox.stop();
  await database.drop();
});

interface CommandEnd {
  readonly code: number;
  readonly said: string;
}

async function runCommand(...words: readonly string[]): Promise<CommandEnd> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [
      inProject("scripts/company-check.ts"),
      ...words,
    ]);
    return { code: 0, said: stdout };
  } catch (thrown) {
    /* What execFile rejects with when the command ends with another code than 0. */
    const { code, stdout, stderr } = thrown as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

function pressButton(): Promise<RouteAnswer> {
  const { cookie } = firm.people.owner;
  return callRoute(checkRoute, "POST", { cookie, params: { companyId: company } });
}

/** Asked for in the same request as the counts: the plan may have them by now. */
async function typesNotOffered(): Promise<number> {
  const { rowCount } = await asSystem((sql) =>
    sql.query("SELECT FROM company_record_types WHERE company_id = $1 AND NOT offered", [company]),
  );
  return rowCount ?? 0;
}

const change = (text: string): Promise<unknown> => asSystem((sql) => sql.query(text, [company]));

/** As if nobody had asked for a check before. */
const forget = () => change("UPDATE companies SET last_check = NULL WHERE id = $1");

describe("a company that is in step", () => {
  test("is found so by its id or its name, for a call and one more for each type", async () => {
    sandbox.sandbox.traffic.reset();
    const { code, said } = await runCommand(company);
    expect(said).toMatch(/^ok {4}connection {2}QuickBooks answered at /m);
    const [, types] = /^ok {4}counts {6}All (\d+) counts match QuickBooks\.$/m.exec(said) ?? [];
    expect(said).toMatch(/^ok {4}tokens {6}Access lasts until /m);
    expect(said).toMatch(/^ok {4}gaps {8}Every type is up to date\.$/m);
    expect(code).toBe(0);
    expect(sandbox.sandbox.traffic.report().realms[realmId]).toMatchObject({
      metered: Number(types) + 1 + (await typesNotOffered()),
    });
    expect(await runCommand(nameOfCompany)).toMatchObject({ code: 0 });
  });

  test("shows how many there are of a type, and five as QuickBooks gives them", async () => {
    const { code, said } = await runCommand(company, "--type", "Customer");
    expect(code).toBe(0);
    const [, theirs, ours] = /QuickBooks counts (\d+) customers, Tieout has (\d+)\./.exec(said) ?? [];
    expect(theirs).toBe(ours);
    expect(said.match(/"DisplayName"/g)).toHaveLength(5);
    expect(await runCommand("--type", "invoice", nameOfCompany)).toMatchObject({ code: 0 });
  });

  test("says so of a type, a company or an option that does not exist", async () => {
    expect(await runCommand(company, "--type", "Nonsense")).toMatchObject({ code: 1 });
    expect((await runCommand("nobody")).said).toContain('There is no company "nobody".');
    expect((await runCommand(company, "--typo")).said).toContain("Which company?");
  });

  test("has the calls of its checks on the firm's meter", async () => {
    const meter = async (): Promise<number> => {
      await carryOverCalls();
      const { rows } = await asSystem((sql) =>
        sql.query<{ metered: number }>("SELECT sum(metered)::int AS metered FROM quickbooks_call_meters"),
      );
      return rows[0]?.metered ?? 0;
    };
    const before = await meter();
    sandbox.sandbox.traffic.reset();
    await runCommand(company);
    await pressButton();
    const metered = sandbox.sandbox.traffic.report().realms[realmId]?.metered ?? 0;
    expect(metered).toBeGreaterThan(40);
    await eventually("every call on the meter", async () => (await meter()) - before >= metered);
    expect((await meter()) - before).toBe(metered);
  });

  test("is found so by the button, which changes nothing", async () => {
    const books = "SELECT to_jsonb(company) - 'last_check' - 'check_claimed_at' FROM companies AS company";
    const before = await asSystem((sql) => sql.query(books));
    const answer = await pressButton();
    expect(answer.json).toMatchObject({ isGood: true });
    const after = await asSystem((sql) => sql.query(books));
    expect(after.rows).toEqual(before.rows);
  });
});

describe("a company of which QuickBooks refuses the filter that includes inactive records", () => {
  test("is counted without it", async () => {
    const rule = {
      effect: "clause",
      status: 400,
      code: "4001",
      message: "Invalid query",
      clauses: ["Active"],
    };
    await fetch(`${sandbox.url}/_sandbox/faults`, { method: "POST", body: JSON.stringify(rule) });
    await forget();
    const answer = await pressButton();
    sandbox.sandbox.faults.remove();
    expect(answer.json).toMatchObject({ isGood: true });
    expect(JSON.stringify(answer.json)).toContain('"department"');
  });
});

describe("a check that several ask for", () => {
  const metered = (): number => sandbox.sandbox.traffic.report().realms[realmId]?.metered ?? 0;

  test("is made once, and told to all of them, and again as long as nothing has changed", async () => {
    await forget();
    sandbox.sandbox.traffic.reset();
    const one = await pressButton();
    const once = metered();
    expect(once).toBeGreaterThan(20);
    await forget();
    const all = await Promise.all(Array.from({ length: 10 }, pressButton));
    expect(metered()).toBe(2 * once);
    expect(new Set(all.map(({ text }) => text)).size).toBe(1);
    expect(all[0]?.status).toBe(200);
    expect((await pressButton()).text).toBe(all[0]?.text);
    expect(metered()).toBe(2 * once);
    expect(one.text).not.toBe(all[0]?.text);
    await change(
      "UPDATE companies SET changes_cursor_at = changes_cursor_at - interval '1 second' WHERE id = $1",
    );
    await pressButton();
    expect(metered()).toBe(3 * once);
  });

  test("in another process is waited for", async () => {
    const answer = (await pressButton()).json;
    const last = await withTenant(firm.id, (sql) => findLastCheck(sql, company));
    await forget();
    await withTenant(firm.id, (sql) => claimCheck(sql, company));
    sandbox.sandbox.traffic.reset();
    const pressed = pressButton();
    const theirs = { ...answer, checkedAt: "2026-01-02T03:04:05.000Z", timeZone: "UTC" };
    await withTenant(firm.id, (sql) => endCheck(sql, company, { basis: last?.basis ?? "", check: theirs }));
    expect((await pressed).json).toEqual({ ...answer, checkedAt: "2026-01-02T03:04:05.000Z" });
    expect(metered()).toBe(0);
  });

  test("and that failed is not told again", async () => {
    await forget();
    await change(
      "UPDATE quickbooks_paces SET rests_until = now() + interval '1 minute' WHERE company_id = $1",
    );
    expect((await pressButton()).json).toMatchObject({ isGood: false });
    await change("UPDATE quickbooks_paces SET rests_until = now() WHERE company_id = $1");
    expect((await pressButton()).json).toMatchObject({ isGood: true });
  });
});

describe("a company that is not in step", () => {
  test("has its differences named, type by type", async () => {
    await change(
      `DELETE FROM entities WHERE company_id = $1 AND kind = 'customer' AND source_id =
         (SELECT max(source_id) FROM entities WHERE company_id = $1 AND kind = 'customer')`,
    );
    const { code, said } = await runCommand(company);
    expect(said).toMatch(/^BAD {3}counts {6}Counts differ or are not known: Customers\.$/m);
    expect(said).toMatch(/^Customers +(\d+) +\d+ {3}differs$/m);
    expect(code).toBe(1);
    expect((await pressButton()).json).toMatchObject({ isGood: false });
  });

  test("has its gaps named: a cursor further back than QuickBooks looks, and records that were refused", async () => {
    await change("UPDATE companies SET changes_cursor_at = now() - interval '40 days' WHERE id = $1");
    await change(
      `INSERT INTO record_failures (id, organization_id, company_id, record_type, source_id, reason, detail, source)
       SELECT gen_random_uuid(), organization_id, id, 'invoice', '7', 'record.unreadable', 'A date.', '{}'
       FROM companies WHERE id = $1`,
    );
    const { code, said } = await runCommand(company);
    expect(said).toMatch(/^BAD {3}gaps {8}Changes were last read longer ago than QuickBooks looks back\./m);
    expect(said).toMatch(/^warn {2}gaps {8}1 record could not be imported\.$/m);
    expect(code).toBe(1);
  });

  test("is not waited for while it rests after a 429", async () => {
    await change(
      "UPDATE quickbooks_paces SET rests_until = now() + interval '1 minute' WHERE company_id = $1",
    );
    const { code, said } = await runCommand(company);
    expect(said).toMatch(/^BAD {3}connection {2}QuickBooks is busy/m);
    expect(code).toBe(1);
    await change("UPDATE quickbooks_paces SET rests_until = now() WHERE company_id = $1");
  });

  test("is told apart from one that QuickBooks does not let us into", async () => {
    sandbox.sandbox.grants.revokeRealm(realmId);
    const { code, said } = await runCommand(company);
    expect(said).toMatch(/^BAD {3}connection {2}/m);
    expect(code).toBe(1);
    expect((await pressButton()).json).toMatchObject({ isGood: false, types: [] });
  });
});

test("a company that there is not is said to be none", async () => {
  for (const wanted of ["Nobody's books", "018f0000-0000-7000-8000-000000000001"]) {
    expect(await runCommand(wanted)).toEqual({ code: 1, said: `There is no company "${wanted}".\n` });
  }
  expect((await runCommand()).code).toBe(1);
});
