// A real PostgreSQL server, from npm, for machines that have none: the demo's, the tests', the drills'.
// It listens on the loopback interface only and asks for a password there too, since every user of the
// machine reaches loopback.

import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";

import { freePort } from "../processes/free-port.ts";
import { StartProblem } from "../processes/start-problem.ts";
import { postgresBinaries } from "./postgres-binaries.ts";
import { postgresUser, sharedTemporaryFolder, type RunAs } from "./run-as.ts";

export interface EmbeddedPostgresOptions {
  /** The cluster's folder, made on first start. The user PostgreSQL runs as must be able to reach it. */
  readonly dataFolder: string;
  /** The superuser's password. A folder that exists keeps the one that it was made with. */
  readonly password: string;
  readonly port?: number;
  /** False skips waiting for the disk: for data that need not survive a power cut. */
  readonly durable: boolean;
  readonly settings?: Readonly<Record<string, string>>;
  readonly onLog?: (text: string) => void;
}

export interface RunningPostgres {
  /** As superuser, to the database "postgres". */
  readonly adminUrl: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves when the server has ended, however it did. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const startTimeoutMs = 60_000;
const stopTimeoutMs = 15_000;

/** @throws StartProblem with one sentence when the server cannot be made or does not come up. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<RunningPostgres> {
  const user = postgresUser();
  const binaries = await postgresBinaries(user);
  await ensureCluster(binaries.initdb, options, user);
  await clearStaleLock(options.dataFolder);

  const port = options.port ?? (await freePort());
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "256MB",
    ...(options.durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // Its own process group: Ctrl-C in the terminal must reach us first, so that what uses the database
  // stops before the database does.
  const child = spawn(binaries.postgres, ["-D", options.dataFolder, "-p", String(port), ...flags], {
    ...user,
    cwd: "/",
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, LC_MESSAGES: "C" },
  });
  const ended = once(child, "exit").then(() => undefined);
  await becomeReady(child, ended, options.onLog);
  if (child.pid === undefined) throw new StartProblem("PostgreSQL ended right after its start.");
  return {
    adminUrl: `postgres://postgres:${options.password}@127.0.0.1:${port}/postgres`,
    port,
    pid: child.pid,
    ended,
    stop: () => stopServer(child, ended),
  };
}

/** A server with an empty folder of its own that is gone after `stop`. */
export async function startTemporaryPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningPostgres> {
  const folder = await mkdtemp(path.join(sharedTemporaryFolder(postgresUser()), "tieout-temporary-"));
  await chmod(folder, 0o711);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const server = await startEmbeddedPostgres({
      dataFolder: path.join(folder, "postgres"),
      password: randomBytes(18).toString("base64url"),
      durable: false,
      settings,
    });
    return { ...server, stop: () => server.stop().finally(remove) };
  } catch (thrown) {
    await remove();
    throw thrown;
  }
}

async function ensureCluster(initdb: string, options: EmbeddedPostgresOptions, user: RunAs): Promise<void> {
  const { dataFolder, password } = options;
  if (await exists(path.join(dataFolder, "tieout-ready"))) return;
  await clearInterrupted(dataFolder);
  const passwordFile = `${dataFolder}.password`;
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (user.uid !== undefined && user.gid !== undefined) {
      await chown(dataFolder, user.uid, user.gid);
      await chown(passwordFile, user.uid, user.gid);
    }
    const made = spawnSync(
      initdb,
      [
        `--pgdata=${dataFolder}`,
        `--pwfile=${passwordFile}`,
        "--username=postgres",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // The same order of text on every machine, whatever its locale.
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        "--lc-collate=C",
        "--lc-ctype=C",
        "--lc-messages=C",
        ...(options.durable ? [] : ["--no-sync"]),
      ],
      { ...user, cwd: "/", encoding: "utf8" },
    );
    if (made.status !== 0) throw new Error(made.stderr.trim().split("\n").at(-1) ?? String(made.error));
    await writeFile(path.join(dataFolder, "tieout-ready"), "");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "unknown";
    throw new StartProblem(`The database folder ${dataFolder} cannot be made (${why}).`, { cause });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** The rest of an interrupted start is removed; what may be anything else is not ours to remove. */
async function clearInterrupted(dataFolder: string): Promise<void> {
  const names = await readdir(dataFolder).catch((): string[] => []);
  if (names.length > 0 && !names.includes("PG_VERSION")) {
    throw new StartProblem(
      `${dataFolder} holds something other than a PostgreSQL of ours: choose another folder.`,
    );
  }
  await rm(dataFolder, { recursive: true, force: true });
}

/**
 * PostgreSQL takes any living process with the noted number for its rival. In a container numbers start
 * over at each boot, so after a crash that would often be some process of ours.
 */
async function clearStaleLock(dataFolder: string): Promise<void> {
  const file = path.join(dataFolder, "postmaster.pid");
  const pid = Number((await readFile(file, "utf8").catch(() => "")).split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  const command = spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
  if (command.error) return;
  if (command.stdout.includes("postgres")) {
    throw new StartProblem(
      `Another PostgreSQL (process ${pid}) already uses ${dataFolder}: stop the demo that runs there first.`,
    );
  }
  await rm(file, { force: true });
}

function becomeReady(
  child: ChildProcess,
  ended: Promise<void>,
  onLog: ((text: string) => void) | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let lastLines = "";
    const timer = setTimeout(() => {
      child.kill("SIGQUIT");
      reject(new StartProblem("PostgreSQL did not become ready within a minute."));
    }, startTimeoutMs);
    child.once("error", (cause) => {
      clearTimeout(timer);
      reject(new StartProblem(`PostgreSQL cannot be started (${cause.message}).`, { cause }));
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      onLog?.(text);
      lastLines = (lastLines + text).slice(-2_000);
      if (!text.includes("ready to accept connections")) return;
      clearTimeout(timer);
      resolve();
    });
    void ended.then(() => {
      clearTimeout(timer);
      const why = lastLines.split("\n").findLast((line) => line.includes("FATAL")) ?? lastLines.trim();
      reject(new StartProblem(`PostgreSQL ended right after its start (${why}).`));
    });
  });
}

/** SIGINT is PostgreSQL's "fast" shutdown: sessions are ended, data is flushed. */
async function stopServer(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGQUIT"), stopTimeoutMs);
  await ended;
  clearTimeout(timer);
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
