// Every fault that the sandbox can inject strikes a fifth of the calls of a company of its own, from its
// first sync on and without end, while people work in the books. Each company must come to equal
// QuickBooks record for record all the same, for nobody can wait until Intuit is well.

import { setTimeout as sleep } from "node:timers/promises";

import { isRecordType, type RecordType } from "#lib/books/record-type.ts";
import { isAppError } from "#lib/core/app-error.ts";
import { asSystem } from "#lib/db/scope.ts";
import { requestSync } from "#lib/runs/request/request-run.ts";
import { faultRuleInput } from "#sandbox/faults/fault-rule.ts";
import { disagreements } from "#tests/support/sandbox-books.ts";
import type { Report, Run } from "../harness/run-named.ts";
import { startDrillDatabase, type DrillDatabase } from "./drill-database.ts";
import { startDrillStack, type DrillCompany, type DrillStack } from "./drill-stack.ts";
import { injectedFaults, type InjectedFault } from "./injected-faults.ts";

export interface FaultsOptions {
  readonly seed: number;
  readonly faults: readonly InjectedFault[];
  /** Of the calls, that are struck. */
  readonly share: number;
  readonly size: number;
  /** How long people work in the books. */
  readonly seconds: number;
  /** After that, until all must be equal. */
  readonly patienceSeconds: number;
  readonly print: (line: string) => void;
}

export async function faults(run: Run): Promise<Report> {
  const database = await startDrillDatabase();
  try {
    return await faultsDrill(database, {
      seed: run.argument("seed", Date.now() % 1_000_000),
      faults: injectedFaults,
      share: run.argument("share", 0.2),
      size: run.argument("size", 1_500),
      seconds: run.argument("seconds", 60),
      patienceSeconds: run.argument("patience", 600),
      print: run.print,
    });
  } finally {
    await database.stop();
  }
}

export async function faultsDrill(database: DrillDatabase, options: FaultsOptions): Promise<Report> {
  options.print(`seed ${options.seed}`);
  const stack = await startDrillStack({
    databaseUrl: database.urls.application,
    seed: options.seed,
    companies: options.faults.length,
    size: options.size,
    switches: {
      requestsPerSecond: 1_000,
      requestsPerMinute: 60_000,
      requestTimeoutSeconds: 2,
      refreshTokenRotationSeconds: 0,
      // The rule of 2018: without it Intuit gives no way back from a lost answer, and only a person can help.
      refreshTokenGraceSeconds: 86_400,
    },
    environment: {
      QUICKBOOKS_REQUESTS_PER_SECOND: "400",
      QUICKBOOKS_REQUESTS_PER_MINUTE: "24000",
      QUICKBOOKS_TIMEOUT_MS: "2000",
      WORKER_CONCURRENCY: "8",
    },
  });
  inject(stack, options);
  const web = await stack.startWeb();
  const workers = await Promise.all([stack.startWorker(), stack.startWorker()]);
  try {
    return await watch(stack, options);
  } finally {
    await Promise.all([...workers, web].map((child) => child.kill()));
    await stack.stop();
  }
}

function inject(stack: DrillStack, { faults: kinds, share, seed }: FaultsOptions): void {
  for (const [index, { rule, isOfTokens }] of kinds.entries()) {
    const realmId = stack.companies[index]?.company.realmId;
    const where = isOfTokens ? {} : { realmId, path: "/v3/company/" };
    stack.sandbox.sandbox.faults.add(
      faultRuleInput.parse({ ...where, ...rule, probability: share, seed: seed + index }),
    );
  }
}

async function watch(stack: DrillStack, options: FaultsOptions): Promise<Report> {
  const { activity } = stack.sandbox.sandbox;
  for (const [index, { company }] of stack.companies.entries()) {
    activity.live(company, 1, options.seed + index);
  }
  const startedAt = Date.now();
  const workEndsAt = startedAt + options.seconds * 1_000;
  while (Date.now() < workEndsAt) {
    await passTime(stack, stack.companies, options);
    await sleep(1_000);
  }
  for (const { company } of stack.companies) activity.live(company, 0, options.seed);

  const equalAfter = new Map<string, number>();
  const giveUpAt = Date.now() + options.patienceSeconds * 1_000;
  let open = stack.companies;
  while (open.length > 0 && Date.now() < giveUpAt) {
    await passTime(stack, open, options);
    await sleep(1_000);
    const still: DrillCompany[] = [];
    for (const one of open) {
      if ((await disagreements(one)).length > 0) still.push(one);
      else equalAfter.set(one.ours.companyId, Math.round((Date.now() - workEndsAt) / 1_000));
    }
    open = still;
  }
  return judge(stack, options, equalAfter);
}

/**
 * An hour goes by: what waits for a better moment need not wait any longer, and the clock asks each
 * company for its changes.
 */
async function passTime(
  stack: DrillStack,
  companies: readonly DrillCompany[],
  { faults: kinds }: FaultsOptions,
): Promise<void> {
  await asSystem(async (sql) => {
    await sql.query(
      `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now() AND locked_at IS NULL`,
    );
    await sql.query("UPDATE quickbooks_paces SET rests_until = now() WHERE rests_until > now()");
    await sql.query("UPDATE quickbooks_circuits SET try_again_at = now() WHERE try_again_at > now()");
  });
  for (const one of companies) {
    const index = stack.companies.indexOf(one);
    // Tokens of those whose refreshes are struck run out time and again.
    if (kinds[index]?.isOfTokens) stack.sandbox.sandbox.grants.expireAccessTokens(one.company.realmId);
    await askForChanges(one);
  }
}

async function rejectedTypes(companyId: string): Promise<readonly RecordType[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ record_type: string }>(
      "SELECT DISTINCT record_type FROM record_failures WHERE company_id = $1 AND state = 'open'",
      [companyId],
    ),
  );
  return rows.map((row) => row.record_type).filter(isRecordType);
}

/** A connection that a person must renew takes no sync; the end will tell. */
async function askForChanges({ ours }: DrillCompany): Promise<void> {
  try {
    const types = await rejectedTypes(ours.companyId);
    // A person reads again what could not be imported, as the page of import errors lets them.
    if (types.length > 0) await requestSync({ ...ours, kind: "full", trigger: "person", types });
    await requestSync({ ...ours, kind: "incremental", trigger: "schedule" });
  } catch (thrown) {
    if (!isAppError(thrown, "connection.needs_reconnect")) throw thrown;
  }
}

async function judge(
  stack: DrillStack,
  options: FaultsOptions,
  equalAfter: ReadonlyMap<string, number>,
): Promise<Report> {
  const rules = stack.sandbox.sandbox.faults.list();
  let different = 0;
  for (const [index, one] of stack.companies.entries()) {
    const { name = "" } = options.faults[index] ?? {};
    const { seen = 0, hits = 0 } = rules[index] ?? {};
    const after = equalAfter.get(one.ours.companyId);
    const found = after === undefined ? await disagreements(one) : [];
    different += found.length;
    const outcome = after === undefined ? `${found.length} records differ` : "equal";
    options.print(
      `${name.padEnd(32)} ${String(hits).padStart(5)} of ${String(seen).padStart(5)} calls  ${outcome}`,
    );
    for (const record of found.slice(0, 3)) options.print(`  ${JSON.stringify(record)}`);
  }
  const hits = rules.reduce((sum, rule) => sum + rule.hits, 0);
  return {
    passed: equalAfter.size === stack.companies.length && hits > 0,
    figures: {
      seed: options.seed,
      faults: options.faults.length,
      struck: hits,
      calls: rules.reduce((sum, rule) => sum + rule.seen, 0),
      equal: equalAfter.size,
      recordsThatDiffer: different,
      slowestSeconds: Math.max(0, ...equalAfter.values()),
    },
  };
}
