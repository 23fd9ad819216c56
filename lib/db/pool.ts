// The process's connections to PostgreSQL. Nothing outside lib/db takes one directly: queries pass
// through lib/db/scope, which says for which firm they are.

import pg from "pg";

import { config } from "#lib/config/config.ts";
import { checkConnection, type DatabaseRole } from "./check-connection.ts";
import { connectionBudget } from "./connection-budget.ts";
import { doing } from "./current-work.ts";
import { holdConnection } from "./hold-connection.ts";
import { forgetTenantKey, readTenantKeyFrom, type TenantKey } from "./tenant-key.ts";
import { connectMs, workLimits } from "./work-limits.ts";

/* Instants come back as Date, days as text: a calendar day has no hour and no zone to be shifted by. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);

export type Pool = pg.Pool;

interface Pools {
  application?: pg.Pool | undefined;
  system?: pg.Pool | undefined;
  pipelined?: pg.Pool | undefined;
  /** A worker keeps connections beside these pools, so that less is left for them. */
  isOfWorker?: boolean;
}

declare global {
  // Next bundles routes apart from each other: on a module, each bundle would have pools of its own.
  var tieoutPools: Pools | undefined;
}

function pools(): Pools {
  globalThis.tieoutPools ??= {};
  return globalThis.tieoutPools;
}

/** As the role that sees only the firm that a transaction is bound to. */
export function applicationPool(): pg.Pool {
  const ours = pools();
  ours.application ??= createPool("application", budget().work);
  return ours.application;
}

/** As the role that serves all firms. */
export function systemPool(): pg.Pool {
  const ours = pools();
  ours.system ??= createPool("system", budget().system);
  return ours.system;
}

function budget(): { readonly system: number; readonly work: number } {
  const { worker, web } = connectionBudget(config().databasePoolSize);
  return pools().isOfWorker ? worker : web;
}

/** Says that this process is a worker and nothing else. Before its first query. */
export function sharePoolAsWorker(): void {
  pools().isOfWorker = true;
}

/** As the system role, on connections that send a statement without waiting for the answer to the one before. */
export function pipelinedPool(): pg.Pool {
  const ours = pools();
  const { web } = connectionBudget(config().databasePoolSize);
  ours.pipelined ??= createPool("system", web.intake, { pipeline: true });
  return ours.pipelined;
}

/**
 * A pool whose connections are checked before their first use. For those above and for the worker's queue:
 * `max` is a part of `connectionBudget`.
 */
export function createPool(
  role: DatabaseRole,
  max: number,
  options: Pick<pg.PoolConfig, "pipeline" | "connectionString"> = {},
): pg.Pool {
  const { databaseUrl, databaseSystemUrl } = config();
  const created = new pg.Pool({
    connectionString: role === "application" ? databaseUrl : databaseSystemUrl,
    ...options,
    max,
    application_name: "tieout",
    idleTimeoutMillis: 30_000,
    // Scopes wait less long, each as its work allows.
    connectionTimeoutMillis: Math.max(connectMs, pools().isOfWorker ? workLimits.job.connectionMs : 0),
    // A machine that vanishes without a word is noticed even while nothing is asked of it.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // A connection that is not what it should be is never handed out.
    verify: (client, done) => {
      prepare(client, role).then(() => done(), done);
    },
  });
  // An idle connection that the server closes (restart, failover) is replaced on next use. Without a
  // listener Node would end the process instead.
  created.on("error", () => undefined);
  // Likewise one that is in use, once its query has been told: the scope that holds it gives it up.
  created.on("connect", (client) => client.on("error", () => undefined));
  return created;
}

async function prepare(client: pg.ClientBase, role: DatabaseRole): Promise<void> {
  await checkConnection(client, role);
  const { statementMs, lockMs } = workLimits.job;
  // For what runs outside of a scope (lib/db/scope says it by itself). As statements and not as start-up
  // parameters, which poolers refuse.
  await client.query(`SET jit = off; SET statement_timeout = ${statementMs}; SET lock_timeout = ${lockMs}`);
}

const keyQuery = "SELECT inner_key AS inner, outer_key AS outer FROM tenant_keys";

readTenantKeyFrom(() =>
  // Not as work of whoever needs it first: others wait for the same answer.
  doing({ kind: "sign_in" }, () =>
    holdConnection(systemPool(), async (client) => {
      const { rows } = await client.query<TenantKey>(keyQuery);
      return rows[0] ?? null;
    }),
  ),
);

/** Ends the pools above, once what they lent has come back. The next query opens new ones. */
export async function closePool(): Promise<void> {
  const ours = pools();
  const closing = [ours.application, ours.system, ours.pipelined];
  ours.application = undefined;
  ours.system = undefined;
  ours.pipelined = undefined;
  forgetTenantKey();
  for (const one of closing) await one?.end();
}
