import pg from "pg";

import { config } from "#lib/config/config.ts";
import { checkConnection } from "./check-connection.ts";
import { connectMs } from "./work-limits.ts";

/** A connection of the system role that is held for as long as its process lives, outside of the pools. */
export type DatabaseSession = Pick<pg.Client, "query" | "end">;

/**
 * Opens one for what a session of PostgreSQL can hold, such as advisory locks.
 *
 * @param onLost Told why it ended, however it did; more than once, perhaps.
 */
export async function openSession(
  applicationName: string,
  onLost: (reason: string) => void,
): Promise<DatabaseSession> {
  const client = new pg.Client({
    connectionString: config().databaseSystemUrl,
    application_name: applicationName,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: connectMs,
    // A machine that vanishes without a word is noticed within half a minute.
    options: "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3",
  });
  client.on("error", (error) => onLost(error.name));
  client.on("end", () => onLost("closed"));
  await client.connect();
  await checkConnection(client, "system").catch(async (thrown: unknown) => {
    await client.end();
    throw thrown;
  });
  return client;
}
