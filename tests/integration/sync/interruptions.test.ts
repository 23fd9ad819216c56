import { describe, expect, test } from "vitest";

import { AppError } from "#lib/core/app-error.ts";
import { parseSyncId, type SyncId } from "#lib/core/ids.ts";
import { withTenant, asSystem } from "#lib/db/scope.ts";
import type { CallRequest } from "#lib/quickbooks/client.ts";
import { reviveRuns } from "#lib/runs/lease/revive-runs.ts";
import { requestSync } from "#lib/runs/request/request-run.ts";
import { runSync } from "#lib/sync/run-sync.ts";
import { cancelRun } from "#lib/runs/cancel-run.ts";
import { listJobs } from "#tests/support/connected-company.ts";
import { booksOfAFile } from "#tests/support/books-from-file.ts";
import { disagreements, type SandboxBooks } from "#tests/support/sandbox-books.ts";
import { someOf } from "#tests/support/some-of.ts";

const open = booksOfAFile();

async function ask(books: SandboxBooks, kind: "full" | "incremental" = "full"): Promise<SyncId> {
  const { organizationId, companyId } = books.ours;
  return (await requestSync({ organizationId, companyId, kind, trigger: "person" })).syncId;
}

/** As if the process that holds the run had been killed, and this had been noticed. */
async function forgetHolder(run: SyncId): Promise<void> {
  await asSystem((sql) => sql.query("UPDATE quickbooks_syncs SET lease_token = NULL WHERE id = $1", [run]));
}

async function rowOf(run: SyncId): Promise<Readonly<Record<string, unknown>>> {
  const { rows } = await asSystem((sql) =>
    sql.query<Record<string, unknown>>("SELECT * FROM quickbooks_syncs WHERE id = $1", [run]),
  );
  return rows[0] ?? {};
}

/** Pages of records that a call asks for: a batch may ask for many. */
function pagesIn({ query, body }: CallRequest): number {
  return (query?.["query"] ?? body?.text ?? "").split("SELECT * FROM").length - 1;
}

describe("a backfill whose process dies goes on where it was (invariant 1)", () => {
  test.each(someOf(3, [1, 3, 4, 5, 7]))(
    "at its call number %i, and loses and doubles nothing",
    async (at) => {
      const books = await open({ size: 3500 });
      const run = await ask(books);
      let calls = 0;
      let release: () => void = () => undefined;
      const dead = new Promise<void>((resolve) => (release = resolve));
      let reached: () => void = () => undefined;
      const hasStopped = new Promise<void>((resolve) => (reached = resolve));
      books.intercept = async (_request, send) => {
        calls += 1;
        if (calls >= at) {
          reached();
          await dead;
        }
        return send();
      };
      const first = runSync(run, books.dependencies);
      await hasStopped;
      books.intercept = null;
      await forgetHolder(run);

      expect(await runSync(run, books.dependencies)).toEqual({ kind: "finished", state: "succeeded" });
      expect(await disagreements(books)).toEqual([]);
      const finished = await rowOf(run);

      // The one that was thought dead wakes up: it must not write any more.
      release();
      expect(await first).toEqual({ kind: "nothing" });
      // But for its calls, which QuickBooks has counted: those that still went out before it noticed.
      const { metered_calls, api_calls, ...rest } = await rowOf(run);
      expect({ ...finished, ...rest }).toEqual(finished);
      expect(metered_calls).toBeGreaterThanOrEqual(Number(finished["metered_calls"]));
      expect(api_calls).toBeGreaterThanOrEqual(Number(finished["api_calls"]));
      const { rows } = await asSystem((sql) =>
        sql.query<{ count: number }>(
          "SELECT count(*)::integer AS count FROM record_versions WHERE company_id = $1",
          [books.ours.companyId],
        ),
      );
      expect(rows).toEqual([{ count: 0 }]);
    },
  );

  test("does not read again what it had committed", async () => {
    const books = await open({ size: 6000 });
    const run = await ask(books);
    const stop = new AbortController();
    const pages = { first: 0, second: 0, whole: 0 };
    books.intercept = (request, send) => {
      pages.first += pagesIn(request);
      if (pages.first >= 34) stop.abort();
      return send();
    };
    expect(await runSync(run, { ...books.dependencies, signal: stop.signal })).toEqual({
      kind: "interrupted",
    });
    books.intercept = (request, send) => {
      pages.second += pagesIn(request);
      return send();
    };
    await runSync(run, books.dependencies);
    const others = await open({ size: 6000 });
    others.intercept = (request, send) => {
      pages.whole += pagesIn(request);
      return send();
    };
    await others.sync({ kind: "full" });
    expect(pages.first + pages.second - pages.whole).toBeLessThan(pages.first / 2);
    expect(await disagreements(books)).toEqual([]);
  });

  test("and that was given up goes on where it was when somebody retries it", async () => {
    const books = await open({ size: 6000 });
    const failed = await ask(books);
    let pages = 0;
    books.intercept = (request, send) => {
      pages += pagesIn(request);
      if (pages > 36) throw new AppError("quickbooks.forbidden");
      return send();
    };
    expect(await runSync(failed, books.dependencies)).toEqual({ kind: "finished", state: "failed" });
    books.intercept = null;
    const { row } = await books.sync({ kind: "full", trigger: "retry" });
    expect(row).toMatchObject({ state: "succeeded", error_detail: null });
    expect(await disagreements(books)).toEqual([]);
    const created = Number((await rowOf(failed))["records_created"]);
    expect(created).toBeGreaterThan(1000);
    expect(Number(row["records_unchanged"])).toBeLessThan(created / 2);
  });

  test("is given a new job", async () => {
    const books = await open();
    const run = await ask(books);
    await asSystem(async (sql) => {
      await sql.query("SELECT graphile_worker.remove_job('sync:' || $1)", [run]);
      await sql.query(
        "UPDATE quickbooks_syncs SET state = 'running', heartbeat_at = now() - interval '1 minute' WHERE id = $1",
        [run],
      );
    });
    expect(await reviveRuns()).toBe(1);
    expect((await listJobs()).some((job) => job.key === `sync:${run}`)).toBe(true);
    expect(await reviveRuns()).toBe(0);
  });
});

describe("a company is synced once at a time, across all processes (invariant 3)", () => {
  test("has one run under way at a time: another waits, and is woken by the end of the first", async () => {
    const books = await open();
    const full = await ask(books, "full");
    const changes = await ask(books, "incremental");
    let other: unknown;
    books.intercept = async (_request, send) => {
      other ??= await runSync(changes, books.dependencies);
      return send();
    };
    const [one, two] = await Promise.all([
      runSync(full, books.dependencies),
      runSync(full, books.dependencies),
    ]);
    expect([one, two].filter((outcome) => outcome.kind === "finished")).toHaveLength(1);
    expect([one, two].filter((outcome) => outcome.kind === "busy")).toHaveLength(1);
    expect(other).toEqual({ kind: "busy" });
    expect((await listJobs()).some((job) => job.key === `sync:${changes}`)).toBe(true);
    books.intercept = null;
    expect(await runSync(changes, books.dependencies)).toEqual({ kind: "finished", state: "succeeded" });
  });

  test("gets one waiting run of a kind, however often it is asked for", async () => {
    const books = await open();
    const { organizationId, companyId } = books.ours;
    const asked = { organizationId, companyId, kind: "incremental", trigger: "webhook" } as const;
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        requestSync({ ...asked, records: [{ recordType: "invoice", sourceId: String(index) }] }),
      ),
    );
    expect(new Set(all.map((one) => one.syncId)).size).toBe(1);
    expect(all.filter((one) => one.isNew)).toHaveLength(1);
    const run = await rowOf(parseSyncId(all[0]?.syncId ?? ""));
    expect(run["records"]).toHaveLength(20);
    await requestSync(asked);
    expect(await rowOf(parseSyncId(all[0]?.syncId ?? ""))).toMatchObject({ records: null, types: [] });
  });
});

describe("a run that is cancelled", () => {
  test("stops before its next commit, and keeps what it had committed", async () => {
    const books = await open({ size: 3500 });
    const run = await ask(books);
    let isCancelled = false;
    books.intercept = async (_request, send) => {
      if (!isCancelled && Number((await rowOf(run))["records_created"]) > 0) {
        isCancelled = true;
        await withTenant(books.ours.organizationId, (sql) => cancelRun(sql, run));
      }
      return send();
    };
    expect(await runSync(run, books.dependencies)).toEqual({ kind: "finished", state: "cancelled" });
    const row = await rowOf(run);
    expect(row["state"]).toBe("cancelled");
    expect(row["records_created"]).toBeGreaterThan(0);
    expect(await runSync(run, books.dependencies)).toEqual({ kind: "nothing" });
  });
});

test("two waiting runs of a company that is throttled wait their minute: neither wakes the other", async () => {
  const books = await open();
  await books.sync({ kind: "full" });
  books.intercept = () => Promise.reject(new AppError("quickbooks.throttled"));
  const runs = [await ask(books, "incremental"), await ask(books, "full")];
  for (const run of runs) expect(await runSync(run, books.dependencies)).toMatchObject({ kind: "again" });
  for (const run of runs) {
    const [job] = (await listJobs()).filter((one) => one.key === `sync:${run}`);
    expect(job?.runAt.getTime()).toBeGreaterThan(Date.now() + 50_000);
  }
});
