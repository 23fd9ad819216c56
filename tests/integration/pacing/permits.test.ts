import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { AppError } from "#lib/core/app-error.ts";
import { parseCompanyId, type CompanyId } from "#lib/core/ids.ts";
import { systemPool } from "#lib/db/pool.ts";
import { withoutTenant, asSystem } from "#lib/db/scope.ts";
import { bookPermit } from "#lib/pacing/book-permit.ts";
import { createCallCounter } from "#lib/pacing/call-counter.ts";
import { addToCircuit, circuitState, claimTry, reportTry } from "#lib/pacing/circuit.ts";
import { carryOverCalls } from "#lib/pacing/carry-over-calls.ts";
import { createPacer } from "#lib/pacing/create-pacer.ts";
import { createPermitReturns } from "#lib/pacing/pending-returns.ts";
import { pacingLimits, type PacingLimits } from "#lib/pacing/limits.ts";
import { config, readConfig } from "#lib/config/config.ts";
import type { CallKind, Pacer } from "#lib/quickbooks/pacing.ts";
import { createConnectedCompany } from "#tests/support/connected-company.ts";
import { setTestEnvironment, testEnvironment } from "#tests/support/environment.ts";
import { endWaitingSessions } from "#tests/support/end-waiting-sessions.ts";
import { eventually } from "#tests/support/eventually.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url, more: { DATABASE_POOL_SIZE: "20" } });
});
afterAll(() => database.drop());

/** A call that nobody's run makes. */
const ordinary = {
  holder: null,
  isBatch: false,
  isMetered: true,
  weight: 1,
  isOfRun: false,
  ignoreCircuit: false,
};

const fast: PacingLimits = {
  callIntervalMs: 0.01,
  burst: 1,
  refillIntervalMs: 0.01,
  batchIntervalMs: 0.01,
  batchAheadMs: 0,
  concurrent: 4,
  perSecond: null,
  permitLifeMs: 5_000,
};
const failures: unknown[] = [];

function pacer(limits: PacingLimits, isCounted = true): Pacer {
  const onError = (thrown: unknown): void => void failures.push(thrown);
  return createPacer({
    limits,
    holder: null,
    isCounted,
    counter: createCallCounter(onError),
    returns: createPermitReturns(onError),
    onError,
  });
}

const aCompany = (): CompanyId => parseCompanyId(randomUUID());

async function call(through: Pacer, company: CompanyId, kind: CallKind = "query", ms = 0): Promise<number> {
  const release = await through.acquire({ companyId: company, kind });
  const sentAt = performance.now();
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
  await release({ status: 200, code: null, metered: true });
  return sentAt;
}

/** The end of a call is told without being waited for. */
async function noPermits(company: CompanyId): Promise<void> {
  await eventually("the permits' return", async () => {
    const { rows } = await withoutTenant((sql) =>
      sql.query<{ permits: object }>("SELECT permits FROM quickbooks_paces WHERE company_id = $1", [company]),
    );
    return rows[0] && Object.keys(rows[0].permits).length === 0;
  });
}

/** Most moments that lie in one window of this length. */
function mostWithin(moments: readonly number[], windowMs: number): number {
  const sorted = moments.toSorted((left, right) => left - right);
  return Math.max(
    ...sorted.map((from) => sorted.filter((moment) => moment >= from && moment < from + windowMs).length),
  );
}

describe("calls to Intuit stay under its limits for a realm however many workers run (invariant 9)", () => {
  it("spaces them so that no second has more than ten and no minute more than five hundred", () => {
    const limits = pacingLimits(config().quickbooks);
    expect(1_000 / limits.callIntervalMs).toBeLessThanOrEqual(10);
    expect(60_000 / limits.callIntervalMs).toBeLessThanOrEqual(500);
    const atOnce = 1 + limits.batchAheadMs / limits.batchIntervalMs;
    expect(atOnce + 60_000 / limits.batchIntervalMs).toBeLessThanOrEqual(40);
    expect(limits.concurrent).toBe(4);
  });

  it("holds eight workers to ten calls in every second", async () => {
    const company = aCompany();
    const limits = pacingLimits(config().quickbooks);
    const workers = Array.from({ length: 8 }, () => pacer(limits));
    const sent = await Promise.all(workers.flatMap((worker) => [0, 1, 2].map(() => call(worker, company))));
    expect(sent).toHaveLength(24);
    expect(mostWithin(sent, 1_000)).toBeLessThanOrEqual(10);
  });

  it("counts a call for as long as it may still reach Intuit, however late that is", async () => {
    const company = aCompany();
    const slow = pacer({ ...fast, concurrent: 10, perSecond: 3 });
    const late = await slow.acquire({ companyId: company, kind: "query" });
    const sent = [await call(slow, company), await call(slow, company)];
    const startedAt = performance.now();
    sent.push(await call(slow, company));
    // The two before have ended, the first has not: with it they fill the second.
    expect(performance.now() - startedAt).toBeGreaterThan(900);
    await late({ status: 200, code: null, metered: true });
    expect(mostWithin(sent, 1_000)).toBeLessThanOrEqual(2);
  });

  it("lets four calls of a company be under way at once, over all workers", async () => {
    const company = aCompany();
    const workers = Array.from({ length: 6 }, () => pacer(fast));
    let underWay = 0;
    let most = 0;
    await Promise.all(
      workers.flatMap((worker) =>
        Array.from({ length: 5 }, async () => {
          const release = await worker.acquire({ companyId: company, kind: "read" });
          underWay += 1;
          most = Math.max(most, underWay);
          await new Promise((resolve) => setTimeout(resolve, 10));
          underWay -= 1;
          await release({ status: 200, code: null, metered: true });
        }),
      ),
    );
    expect(most).toBe(4);
  });

  it("lets a burst go out at once, and spreads what comes after it over the minute", async () => {
    const company = aCompany();
    const bursting = pacer({ ...fast, burst: 5, refillIntervalMs: 400 });
    const startedAt = performance.now();
    const sent: number[] = [];
    for (let count = 0; count < 7; count += 1) sent.push((await call(bursting, company)) - startedAt);
    expect(sent[4]).toBeLessThan(400);
    expect(sent[5]).toBeGreaterThan(300);
    expect((sent[6] ?? 0) - (sent[5] ?? 0)).toBeGreaterThan(300);
  });

  it.each([
    ["production", 450, 100],
    ["sandbox", 100, 50],
  ])(
    "keeps the %s profile under %i calls in the worst minute, a burst of %i included",
    (name, most, burst) => {
      const { QUICKBOOKS_REQUESTS_PER_MINUTE: _, ...environment } = testEnvironment({
        databaseUrl: database.url,
      });
      const { quickbooks } = readConfig({ ...environment, QUICKBOOKS_RATE_PROFILE: name });
      const limits = pacingLimits(quickbooks);
      expect(limits.burst).toBe(burst);
      expect(burst + Math.ceil(60_000 / limits.refillIntervalMs)).toBeLessThanOrEqual(most);
      expect(60_000 / limits.refillIntervalMs).toBeGreaterThan((most - burst) * 0.9);
      expect(1_000 / limits.callIntervalMs).toBeLessThanOrEqual(10);
    },
  );

  it("does not make one company wait for another", async () => {
    const slow = pacer({ ...fast, callIntervalMs: 60_000 });
    const busy = aCompany();
    await call(slow, busy);
    const startedAt = performance.now();
    await call(slow, aCompany());
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it("spaces batches further apart than other calls", async () => {
    const company = aCompany();
    const worker = pacer({ ...fast, batchIntervalMs: 300 });
    const sent = [await call(worker, company, "batch"), await call(worker, company, "batch")];
    expect((sent[1] ?? 0) - (sent[0] ?? 0)).toBeGreaterThan(250);
    const before = performance.now();
    await call(worker, company, "query");
    expect(performance.now() - before).toBeLessThan(250);
  });

  it("lets batches follow each other at once after a quiet time, and then at an even pace", async () => {
    const company = aCompany();
    const worker = pacer({ ...fast, batchIntervalMs: 300, batchAheadMs: 600 });
    const startedAt = performance.now();
    const sent: number[] = [];
    for (let count = 0; count < 5; count += 1) sent.push(await call(worker, company, "batch"));
    const [, , third = 0, fourth = 0, fifth = 0] = sent.map((at) => at - startedAt);
    expect(third).toBeLessThan(250);
    expect(fourth).toBeGreaterThan(250);
    expect(fifth - fourth).toBeGreaterThan(250);
  });

  it("counts a batch by its items, also when its permit outlived it or it failed", async () => {
    const { companyId: company } = await createConnectedCompany();
    const worker = pacer(fast);
    const meter = async (): Promise<number> => {
      await carryOverCalls();
      const { rows } = await asSystem((sql) =>
        sql.query<{ metered: number }>(
          "SELECT coalesce(sum(metered), 0)::int AS metered FROM quickbooks_call_meters WHERE company_id = $1",
          [company],
        ),
      );
      return rows[0]?.metered ?? 0;
    };
    const batch = { companyId: company, kind: "batch", weight: 30 } as const;
    await (
      await worker.acquire(batch)
    )({ status: 200, code: null, metered: true });
    await eventually("the items on the meter", async () => (await meter()) === 30);
    await (
      await worker.acquire(batch)
    )({ status: 500, code: "quickbooks.failed", metered: false });
    await noPermits(company);
    expect(await meter()).toBe(30);
    // Of a sync, which counts its calls itself: what was booked is what it may have lost.
    const ofSync = pacer(fast, false);
    await (
      await ofSync.acquire(batch)
    )({ status: 200, code: null, metered: true });
    await (
      await ofSync.acquire(batch)
    )({ status: 500, code: "quickbooks.failed", metered: false });
    await noPermits(company);
    const { rows } = await withoutTenant((sql) =>
      sql.query("SELECT run_metered::int FROM quickbooks_paces WHERE company_id = $1", [company]),
    );
    expect(rows).toEqual([{ run_metered: 30 }]);
    await pacer({ ...fast, permitLifeMs: 50 }).acquire(batch);
    await eventually("the permit that outlived it", async () => {
      await call(worker, company, "write");
      return (await meter()) >= 60;
    });
  });

  it("takes a permit back from a call that outlived it, and counts the call", async () => {
    const { companyId: company } = await createConnectedCompany();
    const limits = { ...fast, concurrent: 1, permitLifeMs: 100 };
    const request = { ...ordinary, companyId: company };
    expect(await bookPermit({ ...request, permitId: "a" }, limits)).toMatchObject({ kind: "booked" });
    expect(await bookPermit({ ...request, permitId: "b" }, limits)).toEqual({ kind: "full" });
    await eventually("the end of the permit's life", async () => {
      const booking = await bookPermit({ ...request, permitId: "c" }, limits);
      return booking.kind === "booked";
    });
    await carryOverCalls();
    const { rows } = await asSystem((sql) =>
      sql.query("SELECT metered FROM quickbooks_call_meters WHERE company_id = $1", [company]),
    );
    expect(rows).toEqual([{ metered: 1 }]);
  });

  it("leaves no permit behind when the caller stops waiting", async () => {
    const company = aCompany();
    const worker = pacer({ ...fast, callIntervalMs: 400 });
    await call(worker, company);
    await noPermits(company);
    const stop = new AbortController();
    const waiting = worker.acquire({ companyId: company, kind: "query", signal: stop.signal });
    setTimeout(() => stop.abort(new Error("stop")), 50);
    await expect(waiting).rejects.toThrow("stop");
    await noPermits(company);
  });

  it("counts calls outside syncs on the firm's meter: metered, free, failed, throttled", async () => {
    const { companyId: company } = await createConnectedCompany();
    const worker = pacer(fast);
    const outcomes = [
      ["query", { status: 200, code: null, metered: true }],
      ["write", { status: 200, code: null, metered: false }],
      ["query", { status: 500, code: "quickbooks.failed", metered: false }],
      ["query", { status: 429, code: "quickbooks.throttled", metered: false }],
    ] as const;
    for (const [kind, outcome] of outcomes)
      await (
        await worker.acquire({ companyId: company, kind })
      )(outcome);
    await eventually("the meter", async () => {
      await carryOverCalls();
      const { rows } = await asSystem((sql) =>
        sql.query<Record<string, number>>(
          "SELECT metered, free, failed, throttled FROM quickbooks_call_meters WHERE company_id = $1",
          [company],
        ),
      );
      return JSON.stringify(rows) === JSON.stringify([{ metered: 1, free: 1, failed: 1, throttled: 1 }]);
    });
  });

  it("costs two visits to PostgreSQL, one of them before the call", async () => {
    const company = aCompany();
    const worker = pacer(fast);
    await call(worker, company);
    await noPermits(company);
    let visits = 0;
    const count = (): void => void (visits += 1);
    systemPool().on("acquire", count);
    // Once a second what became of all calls is told to the circuit, which may fall into a round.
    await eventually("a round of exactly two visits", async () => {
      visits = 0;
      const release = await worker.acquire({ companyId: company, kind: "query" });
      const before = visits;
      await release({ status: 200, code: null, metered: true });
      await eventually("the permit's return", () => visits >= 2);
      return before === 1 && visits === 2;
    });
    systemPool().off("acquire", count);
  });
});

describe("while PostgreSQL restarts", () => {
  /** All our sessions end while they wait for the company's row. */
  const restartDuring = (company: CompanyId, asking: () => Promise<unknown>): Promise<unknown> =>
    endWaitingSessions(
      database.adminUrl,
      "SELECT FROM quickbooks_paces WHERE company_id = $1 FOR UPDATE",
      company,
      asking,
    );

  it("no permit is left behind: the company's next calls need not wait until it has died of age", async () => {
    const company = aCompany();
    const worker = pacer({ ...fast, concurrent: 1, permitLifeMs: 600_000 });
    const release = await worker.acquire({ companyId: company, kind: "query" });
    await restartDuring(company, async () => {
      await release({ status: 200, code: null, metered: true });
    });
    await call(worker, company);
    await noPermits(company);
    const { rows } = await withoutTenant((sql) =>
      sql.query("SELECT metered FROM quickbooks_paces WHERE company_id = $1", [company]),
    );
    expect(rows).toEqual([{ metered: 2 }]);
  });

  it("a booking of which nobody knows whether it was made is taken back", async () => {
    const company = aCompany();
    const worker = pacer({ ...fast, concurrent: 1, permitLifeMs: 600_000 });
    await call(worker, company);
    await noPermits(company);
    await restartDuring(company, async () => {
      const asking = worker.acquire({ companyId: company, kind: "query" });
      await expect(asking).rejects.toMatchObject({ code: "database.unavailable" });
    });
    // As a server does that hung with the statement in its hands.
    const returns = createPermitReturns((thrown) => void failures.push(thrown));
    const permitId = randomUUID();
    returns.cancelPermit({ companyId: company, permitId, isCounted: true });
    const limits = { ...fast, concurrent: 1, permitLifeMs: 600_000 };
    await bookPermit({ ...ordinary, companyId: company, permitId }, limits);
    await call(pacer(limits), company);
    await noPermits(company);
    const { rows } = await withoutTenant((sql) =>
      sql.query("SELECT metered FROM quickbooks_paces WHERE company_id = $1", [company]),
    );
    expect(rows).toEqual([{ metered: 2 }]);
  });
});

describe("after a 429", () => {
  it("the company rests for a minute in every worker, and others go on", async () => {
    const company = aCompany();
    const release = await pacer(fast).acquire({ companyId: company, kind: "query" });
    await release({ status: 429, code: "quickbooks.throttled", metered: false });
    const another = pacer(fast);
    await eventually("the rest", async () => {
      try {
        await call(another, company);
        return false;
      } catch (thrown) {
        return thrown instanceof AppError && thrown.code === "quickbooks.throttled";
      }
    });
    const { rows } = await withoutTenant((sql) =>
      sql.query<{ seconds: number }>(
        "SELECT extract(epoch FROM rests_until - now())::float8 AS seconds FROM quickbooks_paces WHERE company_id = $1",
        [company],
      ),
    );
    expect(rows[0]?.seconds).toBeGreaterThan(50);
    expect(rows[0]?.seconds).toBeLessThanOrEqual(60);
    await call(another, aCompany());
  });
});

describe("the circuit", () => {
  const aCounter = { calls: 20, failures: 0, lastErrorCode: null } as const;

  it("stays closed while fewer than half of the calls fail", async () => {
    await addToCircuit({ ...aCounter, failures: 9, lastErrorCode: "quickbooks.unavailable" });
    await addToCircuit({ ...aCounter, failures: 8 });
    expect(await circuitState()).toMatchObject({ isOpen: false });
  });

  it("opens for every worker when Intuit is down, and one call at a time tries again", async () => {
    await withoutTenant((sql) =>
      sql.query("UPDATE quickbooks_circuits SET window_at = window_at - interval '1 minute'"),
    );
    await addToCircuit({ calls: 13, failures: 13, lastErrorCode: "quickbooks.unavailable" });
    expect(await circuitState()).toMatchObject({ isOpen: true, lastErrorCode: "quickbooks.unavailable" });
    await expect(call(pacer(fast), aCompany())).rejects.toMatchObject({ code: "quickbooks.circuit_open" });

    const due = (): Promise<unknown> =>
      withoutTenant((sql) => sql.query("UPDATE quickbooks_circuits SET try_again_at = now()"));
    await due();
    const tries = await Promise.all(Array.from({ length: 10 }, () => claimTry()));
    expect(tries.filter(Boolean)).toHaveLength(1);

    await reportTry(false);
    const waits: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const { tryAgainAt } = await circuitState();
      waits.push((tryAgainAt?.getTime() ?? 0) - Date.now());
      await reportTry(false);
    }
    expect(waits[1]).toBeGreaterThan((waits[0] ?? 0) * 1.5);
    expect(waits.at(-1)).toBeLessThanOrEqual(121_000);

    await due();
    await call(pacer(fast), aCompany());
    await eventually("the circuit to close", async () => !(await circuitState()).isOpen);
    await call(pacer(fast), aCompany());
  });
});

it("nothing went wrong unseen", () => {
  expect(failures).toEqual([]);
});
