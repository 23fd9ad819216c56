// The process's connections to PostgreSQL. Nothing outside lib/db takes one directly: queries pass
// through lib/db/scope, which says for which firm they are.

import pg from "pg";

import { config } from "../config/config.ts";
import { connectionBudget } from "./connection-budget.ts";
import { connectMs, workLimits } from "./work-limits.ts";

/* Instants come back as Date, days as text: a calendar day has no hour and no zone to be shifted by. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);

interface Pools {
  shared?: pg.Pool | undefined;
  pipelined?: pg.Pool | undefined;
  /** A worker keeps connections beside this pool, so that less is left for it. */
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

export function pool(): pg.Pool {
  const ours = pools();
  const { worker, web } = connectionBudget(config().databasePoolSize);
  ours.shared ??= createPool(config().databaseUrl, ours.isOfWorker ? worker.work : web.work);
  return ours.shared;
}

/** Says that this process is a worker and nothing else. Before its first query. */
export function sharePoolAsWorker(): void {
  pools().isOfWorker = true;
}

/** Connections that send a statement without waiting for the answer to the one before. */
export function pipelinedPool(): pg.Pool {
  const ours = pools();
  const { web } = connectionBudget(config().databasePoolSize);
  ours.pipelined ??= createPool(config().databaseUrl, web.intake, { pipeline: true });
  return ours.pipelined;
}

export function createPool(
  connectionString: string,
  max: number,
  options: Pick<pg.PoolConfig, "pipeline"> = {},
): pg.Pool {
  const created = new pg.Pool({
    ...options,
    connectionString,
    max,
    application_name: "tieout",
    idleTimeoutMillis: 30_000,
    // Scopes wait less long, each as its work allows.
    connectionTimeoutMillis: Math.max(connectMs, pools().isOfWorker ? workLimits.job.connectionMs : 0),
    // A machine that vanishes without a word is noticed even while nothing is asked of it.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // For what runs outside of a scope (lib/db/scope switches it off by itself). As a statement and not as
    // a start-up parameter, which poolers refuse.
    verify: (client, done) => {
      const { statementMs, lockMs } = workLimits.job;
      client.query(
        `SET jit = off; SET statement_timeout = ${statementMs}; SET lock_timeout = ${lockMs}`,
        done,
      );
    },
  });
  // An idle connection that the server closes (restart, failover) is replaced on next use. Without a
  // listener Node would end the process instead.
  created.on("error", () => undefined);
  // Likewise one that is in use, once its query has been told: the scope that holds it gives it up.
  created.on("connect", (client) => client.on("error", () => undefined));
  return created;
}

export async function closePool(): Promise<void> {
  const ours = pools();
  const closing = [ours.shared, ours.pipelined];
  ours.shared = undefined;
  ours.pipelined = undefined;
  for (const one of closing) await one?.end();
}
