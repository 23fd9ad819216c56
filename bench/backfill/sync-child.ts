// The side under test: what a worker does for a run.

import { systemClock } from "../../lib/core/clock.ts";
import { companyId, organizationId } from "../../lib/core/ids.ts";
import { closePool } from "../../lib/db/pool.ts";
import { closePrisma } from "../../lib/db/prisma.ts";
import { asSystem } from "../../lib/db/scope.ts";
import { log } from "../../lib/log/log.ts";
import { requestSync } from "../../lib/sync/request-sync.ts";
import { runSync } from "../../lib/sync/run-sync.ts";
import type { BenchCompany } from "../harness/add-company.ts";
import { benchClient, type BenchTarget } from "../harness/bench-client.ts";
import { inputFromParent, reportToParent } from "../harness/run-child.ts";

export interface SyncInput {
  readonly target: BenchTarget;
  readonly company: BenchCompany;
}

export interface SyncOutput {
  readonly state: string;
  readonly seconds: number;
  readonly records: number;
  readonly created: number;
  readonly unchanged: number;
  readonly meteredCalls: number;
  /** Resident memory in megabytes, every half second. */
  readonly memory: readonly number[];
}

/* Written by backfill.ts. */
const { target, company } = inputFromParent() as SyncInput;
const memory: number[] = [];
const sampling = setInterval(() => memory.push(Math.round(process.memoryUsage.rss() / 2 ** 20)), 500);

const { syncId } = await requestSync({
  organizationId: organizationId(company.organizationId),
  companyId: companyId(company.companyId),
  kind: "full",
  trigger: "person",
});
const startedAt = performance.now();
const outcome = await runSync(syncId, {
  clock: systemClock,
  log: log(),
  openClient: ({ observe }) => Promise.resolve(benchClient(target, company.companyId, observe)),
});
const seconds = (performance.now() - startedAt) / 1000;
clearInterval(sampling);

const { rows } = await asSystem((sql) =>
  sql.query<Record<"seen" | "created" | "unchanged" | "metered", number>>(
    `SELECT records_seen AS seen, records_created AS created, records_unchanged AS unchanged,
       metered_calls AS metered FROM quickbooks_syncs WHERE id = $1`,
    [syncId],
  ),
);
const output: SyncOutput = {
  state: outcome.kind === "finished" ? outcome.state : outcome.kind,
  seconds,
  records: rows[0]?.seen ?? 0,
  created: rows[0]?.created ?? 0,
  unchanged: rows[0]?.unchanged ?? 0,
  meteredCalls: rows[0]?.metered ?? 0,
  memory,
};
reportToParent(output);
await Promise.all([closePool(), closePrisma()]);
