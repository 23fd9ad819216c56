import { ensureApplicationDatabase } from "../database/application-database.ts";
import { startEmbeddedPostgres } from "../database/embedded-postgres.ts";
import { freePort } from "../processes/free-port.ts";
import type { Guardian } from "../processes/guardian.ts";
import type { DataFolder } from "./data-folder.ts";

export interface StackDatabase {
  /** As the application's role. */
  readonly url: string;
  /** As superuser. */
  readonly adminUrl: string;
  /** Resolves when the server has ended, however it did. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const names = { role: "tieout", database: "tieout" } as const;

/** The data folder's own PostgreSQL, with the application's role and database in it. */
export async function startDatabase(
  data: DataFolder,
  guardian: Guardian,
  onLog: (text: string) => void,
): Promise<StackDatabase> {
  const server = await startEmbeddedPostgres({
    dataFolder: data.postgres,
    password: data.credentials.superuser,
    port: await freePort(),
    durable: data.durable,
    onLog,
  });
  guardian.watch(server.pid, "SIGINT");
  const url = await ensureApplicationDatabase(server.adminUrl, {
    ...names,
    password: data.credentials.application,
  }).catch(async (thrown: unknown) => {
    await server.stop();
    throw thrown;
  });
  return {
    url,
    adminUrl: server.adminUrl,
    ended: server.ended,
    stop: async () => {
      await server.stop();
      guardian.release(server.pid);
    },
  };
}
