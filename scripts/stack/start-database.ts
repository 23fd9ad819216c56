import { ensureDatabase, type DatabaseUrls } from "../database/ensure-database.ts";
import { startEmbeddedPostgres } from "../database/embedded-postgres.ts";
import { freePort } from "../processes/free-port.ts";
import type { Supervisor } from "../processes/supervisor.ts";
import type { DataFolder } from "./data-folder.ts";

export interface StackDatabase {
  readonly urls: DatabaseUrls;
  /** As superuser. */
  readonly adminUrl: string;
  /** Resolves when the server has ended, however it did. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const names = { rolePrefix: "tieout", database: "tieout" } as const;

/** The data folder's own PostgreSQL, with our roles and database in it. */
export async function startDatabase(
  data: DataFolder,
  supervisor: Supervisor,
  onLog: (text: string) => void,
): Promise<StackDatabase> {
  const server = await startEmbeddedPostgres({
    dataFolder: data.postgres,
    password: data.credentials.superuser,
    port: await freePort(),
    durable: data.durable,
    onLog,
  });
  supervisor.watch(server.pid, "SIGINT");
  const urls = await ensureDatabase(server.adminUrl, {
    ...names,
    password: data.credentials.application,
  }).catch(async (thrown: unknown) => {
    await server.stop();
    throw thrown;
  });
  return {
    urls,
    adminUrl: server.adminUrl,
    ended: server.ended,
    stop: async () => {
      await server.stop();
      supervisor.release(server.pid);
    },
  };
}
