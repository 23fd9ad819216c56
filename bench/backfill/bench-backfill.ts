// A company's books from nothing, then once more with nothing changed, through the real worker; beside the
// least that a copy can cost, and beside the usual code.

import { allRecordTypes, type RecordType } from "#lib/books/record-type.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import { asSystem } from "#lib/db/scope.ts";
import { requestSync } from "#lib/runs/request/request-run.ts";
import { inProject } from "#scripts/project-root.ts";
import { adminUrlOf } from "#scripts/database/ensure-database.ts";
import type { Report, Run } from "../harness/run-named.ts";
import { connectCompany, type Client } from "../rig/connect-company.ts";
import { finishedSync, type FinishedSync } from "../rig/finished-sync.ts";
import { cpuSecondsOfFamily, figuresOf } from "../rig/process-figures.ts";
import type { SandboxCompany } from "../rig/sandbox-control.ts";
import { startRig, type Rig, type RunningWorkerProcess } from "../rig/start-rig.ts";
import { runSide, type Side } from "./run-side.ts";

const floorProcess = inProject("bench/backfill/floor-process.ts");
const usualProcess = inProject("bench/backfill/usual-process.ts");
const patienceMs = 30 * 60_000;

/** Limits are lifted by configuration: what is measured is our own work, not Intuit's pace. */
export const unlimited: Readonly<Record<string, string>> = {
  QUICKBOOKS_REQUESTS_PER_MINUTE: "1000000",
  QUICKBOOKS_REQUESTS_PER_SECOND: "100000",
};

/** One run of ours with what it used. */
interface Measured {
  readonly sync: FinishedSync;
  readonly perSecond: number;
  readonly workerCpuSeconds: number;
  /** Null where PostgreSQL is not ours. */
  readonly databaseCpuSeconds: number | null;
  readonly peakRssMb: number;
}

/** `--records` (200,000), `--usual` how many of them the usual code takes (3,000; 0 leaves it out). */
export async function benchBackfill({ argument, print }: Run): Promise<Report> {
  const size = argument("records", 200_000);
  const usualShare = argument("usual", 3_000);
  const rig = await startRig({
    sandbox: { companies: 2, size, seed: 42 },
    sandboxArgs: ["--no-limits"],
    environment: unlimited,
    givenPostgres: process.env["TEST_POSTGRES_URL"],
  });
  try {
    const [mixed, other] = await rig.sandbox.listCompanies();
    if (!mixed || !other) throw new Error("the sandbox opened fewer companies than asked");
    print(
      rig.postgres.pid === null
        ? "the PostgreSQL that TEST_POSTGRES_URL names"
        : "PostgreSQL as in production: fsync and synchronous_commit on, 256 MB of shared buffers",
    );
    print(
      `a company of ${figure(mixed.records)} records, ${figure(mixed.counts["Invoice"] ?? 0)} of them invoices`,
    );

    // First of all without storing, so that whoever comes first does not pay for the sandbox's own warming up.
    const fetched = await floor(rig, "fetch", mixed, allRecordTypes);
    tell(print, "fetch only", fetched);
    const copied = await floor(rig, "copy", mixed, allRecordTypes);
    tell(print, "floor: fetch, COPY the JSON", copied);

    const invoiceFloor = await floor(rig, "copy", other, ["invoice"]);
    tell(print, "floor, invoices alone", invoiceFloor);

    // Connected while no worker could take its first sync, which is not wanted here.
    const otherClient = await connectCompany(rig.sandbox, rig.owner, other.realmId);
    await dropQueue();
    const worker = await rig.startWorker();
    print(`the worker at rest has ${(await figuresOf(worker.pid)).rssMb} MB`);
    const client = await connectCompany(rig.sandbox, rig.owner, mixed.realmId);
    const first = await measure(rig, worker, client);
    tellOurs(print, "ours", first);
    const again = await measure(rig, worker, client, { kind: "full" });
    tellOurs(print, "ours, nothing changed", again);

    const invoices = await measure(rig, worker, otherClient, { kind: "full", types: ["invoice"] });
    tellOurs(print, "ours, invoices with lines", invoices);
    const lines = await countLines(otherClient);
    await worker.stop();

    const usual = usualShare > 0 ? await usualCode(rig, client, usualShare) : null;
    if (usual) tell(print, "usual code", usual);

    const ratio = first.perSecond / perSecond(copied);
    const invoiceRatio = invoices.perSecond / perSecond(invoiceFloor);
    const peakRssMb = Math.max(first.peakRssMb, again.peakRssMb, invoices.peakRssMb);
    const states = [first, again, invoices].map(({ sync }) => sync.state);
    return {
      passed:
        states.every((state) => state === "succeeded") &&
        first.sync.created > 0.99 * mixed.records &&
        again.sync.created + again.sync.changed === 0 &&
        (invoices.perSecond >= 5_000 || invoiceRatio >= 0.5) &&
        (again.perSecond >= 10_000 || again.perSecond >= 0.5 * perSecond(fetched)) &&
        peakRssMb < 200,
      figures: {
        ratio: round(ratio, 3),
        records: first.sync.seen,
        recordsPerSecond: round(first.perSecond),
        floorPerSecond: round(perSecond(copied)),
        fetchOnlyPerSecond: round(perSecond(fetched)),
        cpuSecondsPer100k: round((first.workerCpuSeconds / first.sync.seen) * 100_000, 2),
        databaseCpuSecondsPer100k:
          first.databaseCpuSeconds && round((first.databaseCpuSeconds / first.sync.seen) * 100_000, 2),
        floorCpuSecondsPer100k: round((copied.cpuSeconds / copied.records) * 100_000, 2),
        peakRssMb,
        unchangedPerSecond: round(again.perSecond),
        invoicesPerSecond: round(invoices.perSecond),
        linesPerSecond: round(lines / invoices.sync.seconds),
        invoiceRatio: round(invoiceRatio, 3),
        usualPerSecond: usual && round(perSecond(usual)),
        timesUsual: usual && round(invoices.perSecond / perSecond(usual), 1),
      },
    };
  } finally {
    await rig.stop();
  }
}

async function floor(
  rig: Rig,
  mode: "copy" | "fetch",
  company: SandboxCompany,
  types: readonly RecordType[],
): Promise<Side> {
  const { access_token: token } = await rig.sandbox.handOutTokens(company.realmId);
  const countOf = (recordType: RecordType): number => company.counts[intuitEntity(recordType).queryName] ?? 0;
  const offered = types
    .filter((recordType) => intuitEntity(recordType).access === "window" && countOf(recordType) > 0)
    .sort((left, right) => countOf(right) - countOf(left));
  // It makes its own table, which the owner alone may.
  return runSide(rig, "floor", [floorProcess, mode, company.realmId, token, offered.join(",")], {
    DATABASE_URL: rig.database.owner,
  });
}

/** The run that is on the queue already, or the one that is asked for. */
async function measure(
  rig: Rig,
  worker: RunningWorkerProcess,
  client: Client,
  wanted?: { readonly kind: "full"; readonly types?: readonly RecordType[] },
): Promise<Measured> {
  const { pid } = rig.postgres;
  const databaseCpu = () => (pid === null ? null : cpuSecondsOfFamily(pid));
  const before = { worker: await figuresOf(worker.pid), database: await databaseCpu() };
  const { organizationId, companyId } = client;
  if (wanted) await requestSync({ organizationId, companyId, trigger: "person", ...wanted });
  const sync = await finishedSync(companyId, patienceMs);
  const after = { worker: await figuresOf(worker.pid), database: await databaseCpu() };
  return {
    sync,
    perSecond: sync.seen / sync.seconds,
    workerCpuSeconds: after.worker.cpuSeconds - before.worker.cpuSeconds,
    databaseCpuSeconds:
      after.database === null || before.database === null ? null : after.database - before.database,
    peakRssMb: after.worker.peakRssMb,
  };
}

async function dropQueue(): Promise<void> {
  await asSystem(async (sql) => {
    await sql.query("DELETE FROM quickbooks_syncs WHERE state = 'queued'");
    await sql.query("DELETE FROM graphile_worker._private_jobs");
  });
}

async function countLines({ companyId }: Client): Promise<number> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ lines: number }>(
      "SELECT count(*)::int AS lines FROM transaction_lines WHERE company_id = $1",
      [companyId],
    ),
  );
  return rows[0]?.lines ?? 0;
}

/** The newest invoices, into a company of its own. As superuser, whom row-level security does not slow down. */
async function usualCode(rig: Rig, client: Client, share: number): Promise<Side> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ day: string }>(
      `SELECT transaction_on AS day FROM transactions WHERE company_id = $1 AND type = 'invoice'
       ORDER BY transaction_on DESC OFFSET $2 LIMIT 1`,
      [client.companyId, share - 1],
    ),
  );
  const { access_token: token } = await rig.sandbox.handOutTokens(client.realmId);
  const aside = "00000000-0000-4000-8000-000000000001";
  await asSystem((sql) =>
    sql.query("INSERT INTO companies (id, organization_id, name) VALUES ($1, $2, 'The usual code''s')", [
      aside,
      client.organizationId,
    ]),
  );
  const day = rows[0]?.day ?? "2000-01-01";
  return runSide(rig, "usual", [usualProcess, client.realmId, token, aside, client.organizationId, day], {
    DATABASE_URL: adminUrlOf(rig.postgres.adminUrl, rig.database),
  });
}

function tell(print: Run["print"], name: string, side: Side): void {
  print(
    `${name.padEnd(30)} ${figure(perSecond(side)).padStart(8)}/s  ${side.seconds.toFixed(1).padStart(6)} s  ` +
      `${side.cpuSeconds.toFixed(1).padStart(6)} s of CPU  peak ${side.peakRssMb} MB`,
  );
}

function tellOurs(print: Run["print"], name: string, measured: Measured): void {
  const { sync, workerCpuSeconds, databaseCpuSeconds, peakRssMb } = measured;
  print(
    `${name.padEnd(30)} ${figure(measured.perSecond).padStart(8)}/s  ${sync.seconds.toFixed(1).padStart(6)} s  ` +
      `${workerCpuSeconds.toFixed(1).padStart(6)} s of CPU  peak ${peakRssMb} MB, ` +
      `database ${databaseCpuSeconds?.toFixed(1) ?? "?"} s of CPU, ${sync.apiCalls} calls, ${sync.state}` +
      (sync.errorDetail === null ? "" : ` (${sync.errorDetail})`),
  );
}

function perSecond(side: { readonly records: number; readonly seconds: number }): number {
  return side.records / side.seconds;
}

function figure(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}
