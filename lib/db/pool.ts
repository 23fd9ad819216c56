// The process's connections to PostgreSQL. Nothing outside lib/db takes one directly: queries pass
// through lib/db/scope, which says for which firm they are.

import pg from "pg";

import { config } from "../config/config.ts";

/* Instants come back as Date, days as text: a calendar day has no hour and no zone to be shifted by. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);

let shared: pg.Pool | undefined;

export function pool(): pg.Pool {
  shared ??= createPool(config().databaseUrl, config().databasePoolSize);
  return shared;
}

let pipelined: pg.Pool | undefined;

/** Connections that send a statement without waiting for the answer to the one before. */
export function pipelinedPool(): pg.Pool {
  pipelined ??= createPool(config().databaseUrl, 2, { pipeline: true });
  return pipelined;
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
    // For what runs outside of a scope (lib/db/scope switches it off by itself). As a statement and not as
    // a start-up parameter, which poolers refuse.
    verify: (client, done) => {
      client.query("SET jit = off", done);
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
  const closing = [shared, pipelined];
  shared = undefined;
  pipelined = undefined;
  for (const one of closing) await one?.end();
}
