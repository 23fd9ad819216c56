// A company of a million records is imported, the worker is killed with kill -9 on the way, and another
// goes on where it was. Afterwards every record is here once, at the version that QuickBooks has, and the
// worker's memory has stayed flat.

import { setTimeout as sleep } from "node:timers/promises";

import { allRecordTypes, recordTypes, type RecordType } from "#lib/books/record-type.ts";
import { asSystem } from "#lib/db/scope.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import { unlimited } from "../backfill/bench-backfill.ts";
import type { Report, Run } from "../harness/run-named.ts";
import { connectCompany, type Client } from "../rig/connect-company.ts";
import { finishedSync } from "../rig/finished-sync.ts";
import { figuresOf } from "../rig/process-figures.ts";
import { startRig, type Rig } from "../rig/start-rig.ts";

const pageSize = 1000;
const patienceMs = 60 * 60_000;
/** What a worker may grow between the first tenth of its run and its end. */
const flatWithinMb = 64;

/** `--records` (1,000,000), `--seed`, `--kill-at` the share of the records at which the worker dies (0.4). */
export async function million({ argument, print }: Run): Promise<Report> {
  const seed = argument("seed", 42);
  const killAt = argument("kill-at", 0.4);
  print(`seed ${seed}`);
  const rig = await startRig({
    sandbox: { companies: 1, size: argument("records", 1_000_000), seed },
    sandboxArgs: ["--no-limits"],
    environment: unlimited,
  });
  try {
    const [company] = await rig.sandbox.listCompanies();
    if (!company) throw new Error("the sandbox opened no company");
    const client = await connectCompany(rig.sandbox, rig.owner, company.realmId);

    const first = await rig.startWorker();
    const before = watchMemory(first.pid);
    const killedAt = await whenSeen(client, company.records * killAt);
    process.kill(first.pid, "SIGKILL");
    const memoryBefore = before.stop();
    print(`killed after ${killedAt} records; the worker had ${memoryBefore.peakMb} MB at most`);

    const second = await rig.startWorker();
    const after = watchMemory(second.pid);
    const sync = await finishedSync(client.companyId, patienceMs);
    const memory = after.stop();
    print(
      `${sync.state} after ${Math.round(sync.seconds)} s; the second worker had ${memory.peakMb} MB at most`,
    );

    const compared = await compareVersions(rig, client);
    print(`${compared.equal} records here once and at QuickBooks' version, ${compared.wrong.length} not`);
    for (const one of compared.wrong.slice(0, 10)) print(one);
    return {
      passed: sync.state === "succeeded" && compared.wrong.length === 0 && memory.grewMb < flatWithinMb,
      figures: {
        seed,
        records: company.records,
        killedAt,
        state: sync.state,
        seconds: Math.round(sync.seconds),
        recordsPerSecond: Math.round(company.records / sync.seconds),
        equal: compared.equal,
        wrong: compared.wrong.length,
        peakRssMb: Math.max(memoryBefore.peakMb, memory.peakMb),
        grewMb: memory.grewMb,
      },
    };
  } finally {
    await rig.stop();
  }
}

interface Memory {
  readonly peakMb: number;
  /** Median of the last tenth of the samples over that of the second tenth: start-up left out. */
  readonly grewMb: number;
}

function watchMemory(pid: number): { readonly stop: () => Memory } {
  const samples: number[] = [];
  const timer = setInterval(() => {
    void figuresOf(pid).then(({ rssMb }) => {
      if (rssMb > 0) samples.push(rssMb);
    });
  }, 500);
  return {
    stop: () => {
      clearInterval(timer);
      const tenth = Math.max(1, Math.floor(samples.length / 10));
      return {
        peakMb: Math.max(0, ...samples),
        grewMb: median(samples.slice(-tenth)) - median(samples.slice(tenth, 2 * tenth)),
      };
    },
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/** Resolves with what has been imported once that is at least `wanted`. */
async function whenSeen({ companyId }: Client, wanted: number): Promise<number> {
  for (;;) {
    const { rows } = await asSystem((sql) =>
      sql.query<{ seen: number; state: string }>(
        "SELECT records_seen AS seen, state FROM quickbooks_syncs WHERE company_id = $1 ORDER BY created_at LIMIT 1",
        [companyId],
      ),
    );
    const [run] = rows;
    if (run && run.seen >= wanted) return run.seen;
    if (run && !["queued", "running"].includes(run.state))
      throw new Error(`the run ended early: ${run.state}`);
    await sleep(200);
  }
}

interface Compared {
  readonly equal: number;
  /** Each in a sentence. */
  readonly wrong: readonly string[];
}

/** Each Id and SyncToken that QuickBooks has against each that we hold. */
async function compareVersions(rig: Rig, client: Client): Promise<Compared> {
  const { access_token: token } = await rig.sandbox.handOutTokens(client.realmId);
  let equal = 0;
  const wrong: string[] = [];
  for (const recordType of allRecordTypes) {
    // Rates have no Ids at Intuit, settings are one object each.
    if (intuitEntity(recordType).access !== "window") continue;
    const held = await storedVersions(client, recordType);
    for await (const [id, version] of theirVersions(rig, client, recordType, token)) {
      const ours = held.get(id);
      // Pseudo tax codes have no version.
      if (ours !== undefined && (version === null || version === ours)) equal += 1;
      else wrong.push(`${recordType} ${id}: QuickBooks has version ${version}, we hold ${ours ?? "none"}`);
      held.delete(id);
    }
    for (const id of held.keys()) wrong.push(`${recordType} ${id}: QuickBooks has none`);
  }
  return { equal, wrong };
}

async function storedVersions({ companyId }: Client, recordType: RecordType): Promise<Map<string, string>> {
  const isEntity = recordTypes[recordType].shape === "entity";
  const from = isEntity ? "entities WHERE kind = $2" : "transactions WHERE type = $2";
  const { rows } = await asSystem((sql) =>
    sql.query<{ source_id: string; sync_token: number }>(
      `SELECT source_id, sync_token FROM ${from} AND company_id = $1 AND deleted_at IS NULL`,
      [companyId, recordType],
    ),
  );
  return new Map(rows.map((row) => [row.source_id, String(row.sync_token)]));
}

/* Read with fetch alone: what is checked takes no part in the checking. */
async function* theirVersions(
  rig: Rig,
  { realmId }: Client,
  recordType: RecordType,
  token: string,
): AsyncGenerator<readonly [string, string | null]> {
  const { queryName, hasActive } = intuitEntity(recordType);
  const filter = hasActive ? " WHERE Active IN (true, false)" : "";
  for (let start = 1; ; start += pageSize) {
    const statement = `SELECT * FROM ${queryName}${filter} ORDERBY Id STARTPOSITION ${start} MAXRESULTS ${pageSize}`;
    const reply = await fetch(
      `${rig.sandbox.url}/v3/company/${realmId}/query?query=${encodeURIComponent(statement)}`,
      { headers: { Accept: "application/json", Authorization: `Bearer ${token}` } },
    );
    const body = (await reply.json()) as { QueryResponse?: Record<string, unknown> };
    const rows = Object.values(body.QueryResponse ?? {}).find(Array.isArray) ?? [];
    for (const row of rows as Record<string, unknown>[]) {
      const wrapped = "Id" in row ? row : ((Object.values(row)[0] ?? {}) as Record<string, unknown>);
      const version = wrapped["SyncToken"];
      yield [String(wrapped["Id"]), typeof version === "string" ? version : null];
    }
    if (rows.length < pageSize) return;
  }
}
