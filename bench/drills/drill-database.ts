import { chmod, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { ensureDatabase, type DatabaseUrls } from "#scripts/database/ensure-database.ts";
import { startEmbeddedPostgres } from "#scripts/database/embedded-postgres.ts";
import { migrate } from "#scripts/database/migrate.ts";
import { postgresUser, sharedTemporaryFolder } from "#scripts/database/run-as.ts";
import { freePort } from "#scripts/processes/free-port.ts";
import { hangProcess } from "./hang-process.ts";

export interface DrillDatabase {
  readonly urls: DatabaseUrls;
  /** Ends PostgreSQL as a crash does, and starts it again. Null when the server is not ours. */
  readonly crash: (() => Promise<void>) | null;
  /** Stops PostgreSQL as a machine does that hangs; resolves with what lets it go on. */
  readonly hang?: () => Promise<() => void>;
  /** Stops PostgreSQL, and starts it again when `work` is done. Null when the server is not ours. */
  readonly whileDown: ((work: () => Promise<void>) => Promise<void>) | null;
  stop(): Promise<void>;
}

/** A PostgreSQL that may be crashed: what it has said is committed must be there afterwards. */
export async function startDrillDatabase(): Promise<DrillDatabase> {
  const folder = await mkdtemp(path.join(sharedTemporaryFolder(postgresUser()), "tieout-drill-"));
  await chmod(folder, 0o711);
  const port = await freePort();
  const start = () =>
    startEmbeddedPostgres({
      dataFolder: path.join(folder, "postgres"),
      password: "drill",
      port,
      durable: true,
      // A crash of PostgreSQL is not one of the machine: the disk need not be waited for.
      settings: { fsync: "off" },
    });
  let server = await start();
  const urls = await ensureDatabase(server.adminUrl, {
    rolePrefix: "tieout",
    password: "tieout",
    database: "tieout",
  });
  await migrate(urls.owner);
  return {
    urls,
    crash: async () => {
      process.kill(server.pid, "SIGQUIT");
      await server.ended;
      await sleep(300);
      server = await start();
    },
    whileDown: async (work) => {
      await server.stop();
      try {
        await work();
      } finally {
        server = await start();
      }
    },
    hang: () => hangProcess(server.pid),
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
