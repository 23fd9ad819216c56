// Two hundred companies that change all the time: from the moment at which QuickBooks holds a change until
// its row is visible, with the webhook, the queue and one call for changes in between. Beside it the floor:
// one queue job that does one insert.

import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

import { Logger, run as runQueue } from "graphile-worker";

import { allRecordTypes } from "#lib/books/record-type.ts";
import { asSystem } from "#lib/db/scope.ts";
import type { Company, WireObject } from "#sandbox/company/company.ts";
import { seededRandom } from "#sandbox/seeded-random.ts";
import { withClient } from "#scripts/database/with-client.ts";
import { startDrillDatabase } from "./drills/drill-database.ts";
import { startDrillStack, type DrillCompany, type DrillStack } from "./drills/drill-stack.ts";
import type { Report, Run } from "./harness/run-named.ts";

interface Options {
  readonly companies: number;
  readonly seconds: number;
  /** Of one company, on average, between two changes. */
  readonly everySeconds: number;
  readonly workers: number;
  readonly seed: number;
}

export async function freshness(run: Run): Promise<Report> {
  const options: Options = {
    companies: run.argument("companies", 200),
    seconds: run.argument("seconds", 60),
    everySeconds: run.argument("every", 10),
    workers: run.argument("workers", 2),
    seed: run.argument("seed", 1),
  };
  const database = await startDrillDatabase();
  try {
    run.print(`Opening and connecting ${options.companies} companies…`);
    const stack = await startDrillStack({
      databaseUrl: database.urls.application,
      seed: options.seed,
      companies: options.companies,
      size: 100,
      // As the sandbox sends them by default: what changes within 50 ms goes in one request.
      environment: { WORKER_CONCURRENCY: "8", DATABASE_POOL_SIZE: "20" },
    });
    try {
      return await measure(run, stack, database.urls.owner, options);
    } finally {
      await stack.stop();
    }
  } finally {
    await database.stop();
  }
}

async function measure(run: Run, stack: DrillStack, ownerUrl: string, options: Options): Promise<Report> {
  await pretendRead(stack);
  const web = await stack.startWeb();
  const workers = await Promise.all(Array.from({ length: options.workers }, () => stack.startWorker()));
  try {
    run.print("Warming up…");
    await changeAll(stack, { ...options, seed: options.seed + 1, seconds: 15, everySeconds: 15 });
    const floor = await measureFloor(ownerUrl);
    stack.sandbox.sandbox.traffic.reset();
    run.print(`Changing each company every ${options.everySeconds} seconds for ${options.seconds} seconds…`);
    const { tookMs, unseen } = await changeAll(stack, options);
    const { realms } = stack.sandbox.sandbox.traffic.report();
    const metered = Object.values(realms).reduce((sum, realm) => sum + realm.metered, 0);
    const p50Ms = Math.round(percentile(tookMs, 0.5));
    const p99Ms = Math.round(percentile(tookMs, 0.99));
    return {
      passed: p50Ms < 500 && p99Ms < 2_000 && unseen === 0,
      figures: {
        p50Ms,
        p99Ms,
        floorP50Ms: Math.round(percentile(floor, 0.5) * 10) / 10,
        floorP99Ms: Math.round(percentile(floor, 0.99) * 10) / 10,
        companies: options.companies,
        changes: tookMs.length,
        unseen,
        meteredCalls: metered,
      },
    };
  } finally {
    await Promise.all([...workers, web].map((child) => child.kill()));
  }
}

/** The books are taken as read up to now: what is measured are changes, not first syncs. */
async function pretendRead(stack: DrillStack): Promise<void> {
  await asSystem(async (sql) => {
    await sql.query("DELETE FROM quickbooks_syncs");
    await sql.query("DELETE FROM graphile_worker._private_jobs");
    await sql.query(
      "UPDATE companies SET changes_cursor_at = now(), next_sync_at = now() + interval '1 day'",
    );
    await sql.query(
      `INSERT INTO company_record_types (organization_id, company_id, record_type, offered, current_as_of, backfilled_at)
       SELECT organization_id, id, record_type, true, now(), now() FROM companies, unnest($1::text[]) AS record_type`,
      [allRecordTypes],
    );
  });
  stack.sandbox.sandbox.traffic.reset();
}

interface Change {
  readonly companyId: string;
  readonly sourceId: string;
  readonly syncToken: number;
  readonly madeAt: number;
}

interface Seen {
  readonly tookMs: readonly number[];
  readonly unseen: number;
}

async function changeAll(stack: DrillStack, options: Options): Promise<Seen> {
  const random = seededRandom(options.seed);
  const open = new Map<string, Change>();
  const tookMs: number[] = [];
  const end = performance.now() + options.seconds * 1_000;
  const nextAt = stack.companies.map(() => performance.now() + random() * options.everySeconds * 1_000);
  while (performance.now() < end || (open.size > 0 && performance.now() < end + 30_000)) {
    const now = performance.now();
    for (const [index, one] of stack.companies.entries()) {
      if (now < (nextAt[index] ?? Infinity) || now > end) continue;
      // The time to the next event of a random process with this average.
      nextAt[index] = now - Math.log(1 - random()) * options.everySeconds * 1_000;
      const change = changeCustomer(one, random);
      if (change) open.set(`${change.companyId} ${change.sourceId} ${change.syncToken}`, change);
    }
    for (const [key, madeAt] of await listVisible(open)) {
      tookMs.push(performance.now() - madeAt);
      open.delete(key);
    }
    await sleep(10);
  }
  return { tookMs, unseen: open.size };
}

function changeCustomer({ company, ours }: DrillCompany, random: () => number): Change | null {
  const customer = anyCustomer(company, random);
  if (!customer) return null;
  const madeAt = performance.now();
  const result = company.write({
    entity: "Customer",
    operation: "save",
    body: {
      Id: customer.Id,
      SyncToken: customer.SyncToken,
      sparse: true,
      PrimaryPhone: { FreeFormNumber: `(650) 555-${Math.floor(random() * 9_000) + 1_000}` },
    },
    actor: "person",
  });
  if (result.kind !== "written") return null;
  return {
    companyId: ours.companyId,
    sourceId: customer.Id,
    syncToken: Number(result.object.SyncToken),
    madeAt,
  };
}

function anyCustomer(company: Company, random: () => number): WireObject | undefined {
  const offset = Math.floor(random() * company.count("Customer", { activeOnly: true }));
  return [...company.scan("Customer", { order: "id", activeOnly: true, offset, limit: 1 })][0];
}

/** Those of the changes whose version, or a later one, is in the books, with when each was made. */
async function listVisible(
  open: ReadonlyMap<string, Change>,
): Promise<readonly (readonly [string, number])[]> {
  if (open.size === 0) return [];
  const keys = [...open.keys()];
  const changes = [...open.values()];
  const { rows } = await asSystem((sql) =>
    sql.query<{ key: string }>({
      name: "bench-visible",
      text: `SELECT change.key FROM unnest($1::text[], $2::uuid[], $3::text[], $4::int[])
          AS change(key, company_id, source_id, sync_token)
        JOIN entities AS entity ON entity.company_id = change.company_id AND entity.kind = 'customer'
          AND entity.source_id = change.source_id AND entity.sync_token >= change.sync_token`,
      values: [
        keys,
        changes.map((change) => change.companyId),
        changes.map((change) => change.sourceId),
        changes.map((change) => change.syncToken),
      ],
    }),
  );
  return rows.flatMap(({ key }) => {
    const change = open.get(key);
    return change ? [[key, change.madeAt] as const] : [];
  });
}

/** From asking for a job to the end of its one insert, in this process. */
async function measureFloor(ownerUrl: string): Promise<readonly number[]> {
  await withClient(ownerUrl, (owner) => owner.query("CREATE TABLE IF NOT EXISTS bench_floor (id int)"));
  let done: () => void = () => undefined;
  const queue = await runQueue({
    connectionString: ownerUrl,
    concurrency: 1,
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
    taskList: {
      bench_floor: async (_payload, helpers) => {
        await helpers.query("INSERT INTO bench_floor VALUES (1)");
        done();
      },
    },
  });
  const tookMs: number[] = [];
  for (let round = 0; round < 220; round += 1) {
    const inserted = new Promise<void>((resolve) => (done = resolve));
    const startedAt = performance.now();
    await queue.addJob("bench_floor", {});
    await inserted;
    if (round >= 20) tookMs.push(performance.now() - startedAt);
    await sleep(2);
  }
  await queue.stop();
  return tookMs;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
