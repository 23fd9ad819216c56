// Everything that the workers' clock does by itself, in a database of a large firm: each statement is fast
// and reads no table whole, as the application's own role. The statements are not listed here: they are
// recorded while the clock's own work runs.

import { chmod, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";

import { checkAlerts } from "#lib/alerts/check-alerts.ts";
import { closePool, systemPool } from "#lib/db/pool.ts";
import { sharedState } from "#lib/metrics/shared-state.ts";
import { clockWork } from "#lib/worker/clock.ts";
import { removeOldRows } from "#lib/worker/remove-old-rows.ts";
import { adminUrlOf } from "#scripts/database/ensure-database.ts";
import { withClient } from "#scripts/database/with-client.ts";
import { migrate } from "#scripts/database/migrate.ts";
import { postgresUser, sharedTemporaryFolder } from "#scripts/database/run-as.ts";
import { startSupervisor } from "#scripts/processes/supervisor.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import type { Report, Run } from "../harness/run-named.ts";
import { startRigPostgres, useGivenPostgres } from "../rig/rig-postgres.ts";
import { fillDatabase } from "./fill-database.ts";
import { explainStatements, watchStatements, type WatchedStatement } from "./watch-statements.ts";

const atMostMs = 50;
/** A table of a page or two is read whole because that is quicker. */
const smallTableRows = 1_000;
/* The queue's own table: graphile-worker finds the jobs to do by an index of its own and deletes those done;
   what is left is counted whole for the metrics, for jobs of dead workers and for dead jobs. An index of ours
   would have to follow its migrations. The time is judged all the same. */
const notOurs: ReadonlySet<string> = new Set(["_private_jobs"]);
const rounds = 3;

/** `--events` (1,000,000), `--companies` (2,000). On TEST_POSTGRES_URL's server where that is set. */
export async function benchClock({ argument, print }: Run): Promise<Report> {
  const size = { events: argument("events", 1_000_000), companies: argument("companies", 2_000) };
  const folder = await mkdtemp(path.join(sharedTemporaryFolder(postgresUser()), "tieout-clock-"));
  await chmod(folder, 0o711);
  const given = process.env["TEST_POSTGRES_URL"];
  const supervisor = startSupervisor();
  const postgres = given
    ? await useGivenPostgres(given)
    : await startRigPostgres({ folder, supervisor, durable: false });
  try {
    await migrate(postgres.database.owner);
    setTestEnvironment({ databaseUrl: postgres.database.application });
    const adminUrl = adminUrlOf(postgres.adminUrl, postgres.database);
    print(`${size.events} webhook events and ${size.companies} companies`);
    await fillDatabase(adminUrl, size);
    await explainStatements(adminUrl, postgres.database.system);
    const statements = await record();
    return await judge(adminUrl, statements, size, print);
  } finally {
    await closePool();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the clock starts by itself, and the metrics that Prometheus asks for. */
function work(): readonly (readonly [string, () => Promise<unknown>])[] {
  return [
    ...clockWork(),
    ["job check_alerts", () => checkAlerts(new Date())],
    ["job retention", () => removeOldRows(new Date())],
    ["metrics", sharedState],
  ];
}

type Recorded = ReadonlyMap<string, { readonly of: string; readonly runs: readonly WatchedStatement[] }>;

async function record(): Promise<Recorded> {
  const recorded = new Map<string, { of: string; runs: WatchedStatement[] }>();
  let current = "";
  watchStatements(systemPool(), (statement) => {
    const known = recorded.get(statement.text);
    if (known) known.runs.push(statement);
    else recorded.set(statement.text, { of: current, runs: [statement] });
  });
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of work()) {
      current = name;
      await run();
    }
  }
  return recorded;
}

async function judge(
  adminUrl: string,
  recorded: Recorded,
  size: { readonly events: number; readonly companies: number },
  print: Run["print"],
): Promise<Report> {
  const large = await largeTables(adminUrl);
  const judged = [...recorded].map(([text, { of, runs }]) => ({
    of,
    text: text.replaceAll(/\s+/g, " ").trim(),
    ms: median(runs.map((run) => run.ms)),
    readWhole: [...new Set(runs.flatMap((run) => run.readWhole))].filter(
      (table) => large.has(table) && !notOurs.has(table),
    ),
  }));
  judged.sort((left, right) => right.ms - left.ms);
  const bad = judged.filter(({ ms, readWhole }) => ms >= atMostMs || readWhole.length > 0);
  for (const { of, text, ms, readWhole } of [...judged.slice(0, 10), ...bad]) {
    const whole = readWhole.length > 0 ? `  READS WHOLE: ${readWhole.join(", ")}` : "";
    print(`${ms.toFixed(2).padStart(9)} ms  ${of.padEnd(20)} ${text.slice(0, 90)}${whole}`);
  }
  return {
    passed: bad.length === 0 && judged.length > 30,
    figures: {
      ...size,
      statements: judged.length,
      slowestMs: judged[0]?.ms ?? null,
      tooSlow: bad.filter(({ ms }) => ms >= atMostMs).length,
      readingWhole: bad.filter(({ readWhole }) => readWhole.length > 0).length,
    },
  };
}

async function largeTables(adminUrl: string): Promise<ReadonlySet<string>> {
  return withClient(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND reltuples >= $1",
      [smallTableRows],
    );
    return new Set(rows.map(({ name }) => name));
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
