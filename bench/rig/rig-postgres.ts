// The PostgreSQL of a bench: one of its own, or a database on the server that TEST_POSTGRES_URL (a
// superuser's URL) names, as users have it.

import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import path from "node:path";

import { ensureDatabase, type DatabaseUrls } from "#scripts/database/ensure-database.ts";
import { withClient } from "#scripts/database/with-client.ts";
import { startEmbeddedPostgres, type RunningPostgres } from "#scripts/database/embedded-postgres.ts";
import { freePort } from "#scripts/processes/free-port.ts";
import type { Supervisor } from "#scripts/processes/supervisor.ts";
import { StartProblem } from "#scripts/processes/start-problem.ts";

export interface RigPostgres {
  readonly adminUrl: string;
  readonly database: DatabaseUrls;
  /** Null when it is not ours: its processor time is then unknown. */
  readonly pid: number | null;
  restart(how: "fast" | "crash"): Promise<void>;
  stop(): Promise<void>;
}

export interface RigPostgresOptions {
  readonly folder: string;
  readonly durable: boolean;
  readonly settings?: Readonly<Record<string, string>>;
  readonly supervisor: Supervisor;
}

const password = "bench-only";

/** BENCH_POSTGRES="shared_preload_libraries=auto_explain auto_explain.log_min_duration=50" for a look inside. */
function settingsToLookInto(): Record<string, string> {
  const words = process.env["BENCH_POSTGRES"]?.split(" ").filter((word) => word.includes("=")) ?? [];
  return Object.fromEntries(
    words.map((word): [string, string] => [word.split("=")[0] ?? "", word.slice(word.indexOf("=") + 1)]),
  );
}

export async function startRigPostgres(options: RigPostgresOptions): Promise<RigPostgres> {
  const log = createWriteStream(path.join(options.folder, "postgres.log"), { flags: "a" });
  const start = async (port: number): Promise<RunningPostgres> => {
    const started = await startEmbeddedPostgres({
      onLog: (text) => log.write(text),
      dataFolder: path.join(options.folder, "postgres"),
      password,
      port,
      durable: options.durable,
      settings: { ...options.settings, ...settingsToLookInto() },
    });
    options.supervisor.watch(started.pid, "SIGINT");
    return started;
  };
  let server = await start(await freePort());
  const database = await ensureDatabase(server.adminUrl, {
    rolePrefix: "tieout",
    database: "tieout",
    password,
  }).catch(async (thrown: unknown) => {
    await server.stop();
    throw thrown;
  });
  return {
    adminUrl: server.adminUrl,
    database,
    pid: server.pid,
    restart: async (how) => {
      const old = server;
      // SIGQUIT is PostgreSQL's "immediate" shutdown: nothing is flushed, the next start recovers.
      if (how === "crash") process.kill(old.pid, "SIGQUIT");
      else void old.stop();
      await old.ended;
      options.supervisor.release(old.pid);
      server = await start(old.port);
    },
    stop: () => server.stop(),
  };
}

/** A database of this run on a server that is there already, gone after `stop`. */
export async function useGivenPostgres(adminUrl: string): Promise<RigPostgres> {
  // Roles of its own: the tests' may be in use on the same server, with another password.
  const wanted = {
    rolePrefix: "tieout_bench",
    password,
    database: `tieout_bench_${randomUUID().slice(0, 8)}`,
  };
  const database = await ensureDatabase(adminUrl, wanted);
  return {
    adminUrl,
    database,
    pid: null,
    restart: () => Promise.reject(new StartProblem("This PostgreSQL is not ours to restart.")),
    stop: () =>
      withClient(adminUrl, async (admin) => {
        await admin.query(`DROP DATABASE IF EXISTS ${wanted.database} WITH (FORCE)`);
      }),
  };
}
