// The sandbox meters as Intuit does: calls that it answered with 2xx. What a run says of itself must be the
// same figure, whatever became of the run and of the answers.

import { describe, expect, test } from "vitest";

import { AppError } from "#lib/core/app-error.ts";
import { withTenant, asSystem } from "#lib/db/scope.ts";
import { runSync } from "#lib/sync/run-sync.ts";
import { requestSync } from "#lib/runs/request/request-run.ts";
import { cancelRun } from "#lib/runs/cancel-run.ts";
import { faultRuleInput } from "#sandbox/faults/fault-rule.ts";
import { booksOfAFile } from "#tests/support/books-from-file.ts";
import { type SandboxBooks } from "#tests/support/sandbox-books.ts";
import { someOf } from "#tests/support/some-of.ts";

const openBooks = booksOfAFile();

// Types that the company has. A refusal is not metered, and of one whose answer is lost nobody can tell.
const offered = [
  ...["account", "customer", "vendor", "employee", "item", "term", "payment_method"],
  ...["invoice", "payment", "credit_memo", "sales_receipt", "refund_receipt", "estimate"],
  ...["bill", "bill_payment", "vendor_credit", "purchase", "purchase_order"],
  ...["deposit", "transfer", "journal_entry", "time_activity"],
];

async function open(wishes: Parameters<typeof openBooks>[0]): Promise<SandboxBooks> {
  const books = await openBooks({ columns: { selected_types: offered }, ...wishes });
  // Long enough for calls to be under way beside each other.
  books.running.sandbox.switches.set({ latencyMs: 15 });
  return books;
}

interface Meters {
  readonly sandbox: number;
  readonly runs: number;
  readonly firm: number;
}

async function metersOf({ running, company, ours }: SandboxBooks): Promise<Meters> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ runs: number; firm: number }>(
      `SELECT (SELECT coalesce(sum(metered_calls), 0)::int FROM quickbooks_syncs WHERE company_id = $1) AS runs,
         (SELECT coalesce(sum(metered), 0)::int FROM quickbooks_call_meters WHERE company_id = $1) AS firm`,
      [ours.companyId],
    ),
  );
  const sandbox = running.sandbox.traffic.report().realms[company.realmId]?.metered ?? 0;
  return { sandbox, runs: rows[0]?.runs ?? 0, firm: rows[0]?.firm ?? 0 };
}

async function expectEqualMeters(books: SandboxBooks): Promise<void> {
  const meters = await metersOf(books);
  expect(meters.sandbox).toBeGreaterThan(0);
  expect(meters).toEqual({ sandbox: meters.sandbox, runs: meters.sandbox, firm: meters.sandbox });
}

describe("every metered call is counted on its run (invariant 9)", () => {
  test.each(["items", "call"] as const)("of all kinds of runs, batches by %s", async (batchMetering) => {
    const books = await open({ size: 3_000, columns: {}, batchMetering });
    for (const kind of ["full", "incremental", "repair", "full"] as const) {
      expect((await books.sync({ kind })).row["state"]).toBe("succeeded");
      books.running.sandbox.activity.edit(books.company, 80, 3);
    }
    const [one] = books.company.scan("Invoice", { order: "id", limit: 1 });
    await books.sync({ records: [{ recordType: "invoice", sourceId: one?.Id ?? "" }] });
    await expectEqualMeters(books);
  });

  test.each(someOf(2, [1, 3, 5, 8]))(
    "of a run that is throttled at its call %i, with others under way",
    async (at) => {
      const books = await open({ size: 6_000 });
      books.running.sandbox.faults.add(
        faultRuleInput.parse({ effect: "gateway", status: 429, code: "3001", skip: at, times: 1 }),
      );
      expect((await books.sync({ kind: "full" })).outcome).toMatchObject({ kind: "again" });
      await expectEqualMeters(books);
    },
  );

  test.each(someOf(2, [2, 4, 7]))(
    "of a run whose process ends at its call %i, with others under way",
    async (at) => {
      const books = await open({ size: 6_000 });
      const stop = new AbortController();
      let calls = 0;
      books.intercept = (_request, send) => {
        calls += 1;
        if (calls === at) setTimeout(() => stop.abort(new Error("the worker is stopping")), 5);
        return send();
      };
      const { organizationId, companyId } = books.ours;
      const { syncId } = await requestSync({ organizationId, companyId, kind: "full", trigger: "person" });
      expect(await runSync(syncId, { ...books.dependencies, signal: stop.signal })).toEqual({
        kind: "interrupted",
      });
      await expectEqualMeters(books);
      books.intercept = null;
      expect(await runSync(syncId, books.dependencies)).toMatchObject({ state: "succeeded" });
      await expectEqualMeters(books);
    },
  );

  test("of a run that is cancelled, also those after its last commit", async () => {
    const books = await open({ size: 6_000 });
    const { organizationId, companyId } = books.ours;
    const { syncId } = await requestSync({ organizationId, companyId, kind: "full", trigger: "person" });
    let calls = 0;
    books.intercept = async (_request, send) => {
      calls += 1;
      if (calls === 6) await withTenant(organizationId, (sql) => cancelRun(sql, syncId));
      return send();
    };
    expect(await runSync(syncId, books.dependencies)).toEqual({ kind: "finished", state: "cancelled" });
    await expectEqualMeters(books);
  });

  test("of a run that is taken over by another while it still lives", async () => {
    const books = await open({ size: 3_000 });
    const { organizationId, companyId } = books.ours;
    const { syncId } = await requestSync({ organizationId, companyId, kind: "full", trigger: "person" });
    const reached = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    let calls = 0;
    books.intercept = async (_request, send) => {
      calls += 1;
      if (calls >= 5) {
        reached.resolve(undefined);
        await release.promise;
      }
      return send();
    };
    const first = runSync(syncId, books.dependencies);
    await reached.promise;
    books.intercept = null;
    await asSystem((sql) =>
      sql.query("UPDATE quickbooks_syncs SET lease_token = NULL WHERE id = $1", [syncId]),
    );
    expect(await runSync(syncId, books.dependencies)).toMatchObject({ state: "succeeded" });
    release.resolve(undefined);
    expect(await first).toEqual({ kind: "nothing" });
    await expectEqualMeters(books);
  });

  test("of a run that fails for good, with others under way", async () => {
    const books = await open({ size: 6_000 });
    let calls = 0;
    books.intercept = (_request, send) => {
      calls += 1;
      return calls === 6 ? Promise.reject(new AppError("quickbooks.forbidden")) : send();
    };
    expect((await books.sync({ kind: "full" })).row).toMatchObject({ state: "failed" });
    await expectEqualMeters(books);
  });
});

// Of a call that left and was never answered nobody but Intuit can tell. It is taken for counted: a meter must
// not be wrong in the direction in which calls run out.
const faults = [
  ["500, empty", { effect: "status", status: 500 }, "equal"],
  ["503 from the gateway", { effect: "gateway", status: 503 }, "equal"],
  ["401 from the gateway", { effect: "gateway", status: 401, code: "3200" }, "equal"],
  ["fault 10000", { effect: "fault", status: 500, code: "10000", type: "SystemFault" }, "equal"],
  ["fault 6000", { effect: "fault", status: 400, code: "6000" }, "equal"],
  ["timeout of the gateway", { effect: "timeout" }, "equal"],
  ["cut short", { effect: "truncate" }, "equal"],
  ["malformed", { effect: "malformed" }, "equal"],
  ["reset after the work", { effect: "reset", when: "after" }, "equal"],
  ["slower than we wait", { effect: "slow", delayMs: 900 }, "equal"],
  ["reset before the work", { effect: "reset" }, "as many more as were reset"],
] as const;

describe("every metered call is counted while a fifth of them meets a fault", () => {
  test.each(someOf(5, faults))("%s", async (_name, rule, expected) => {
    const timeoutMs = rule.effect === "slow" ? 600 : 3_000;
    // Of a batch that was reset, the sandbox cannot say how many items it had.
    const batchMetering = expected === "equal" ? "items" : "call";
    const books = await open({ size: 400, timeoutMs, batchMetering });
    books.running.sandbox.switches.set({ requestTimeoutSeconds: 1 });
    books.running.sandbox.faults.add(faultRuleInput.parse({ ...rule, probability: 0.2, seed: 5 }));
    const hits = (): number => books.running.sandbox.faults.list()[0]?.hits ?? 0;
    for (let runs = 0; runs < 12 && hits() <= 3; runs += 1) await books.sync({ kind: "full" });
    const struck = hits();
    expect(struck).toBeGreaterThan(3);
    if (expected === "equal") return expectEqualMeters(books);
    const { sandbox, runs, firm } = await metersOf(books);
    expect([runs, firm]).toEqual([sandbox + struck, sandbox + struck]);
  });

  test("a call that finds nobody to be sent to is none", async () => {
    const books = await open({});
    await books.sync({ kind: "full" });
    const before = await metersOf(books);
    await books.stop();
    const { row } = await books.sync();
    expect(row).toMatchObject({ metered_calls: 0 });
    expect(row["api_calls"]).toBeGreaterThan(0);
    expect(await metersOf(books)).toEqual(before);
  });
});
