// The PostgreSQL that Debian has, as its users have it: with the JIT compiler on and a hundred connections.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { runStep } from "../bootstrap/run-step.mjs";
import { withClient } from "../database/with-client.ts";
import { postgresUser, sharedTemporaryFolder } from "../database/run-as.ts";
import { freePort } from "../processes/free-port.ts";
import type { Supervisor } from "../processes/supervisor.ts";
import { StartProblem } from "../processes/start-problem.ts";

export interface DebianPostgres {
  readonly adminUrl: string;
  stop(): Promise<void>;
}

const password = "nightly-only";
const startTries = 100;

/** The folder of its programs, after installing it where that may be done; else null. */
export async function findDebianPostgres(): Promise<string | null> {
  const found = await newest();
  if (found !== null || process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0)
    return found;
  const environment = { DEBIAN_FRONTEND: "noninteractive" };
  try {
    await runStep("Asking Debian for PostgreSQL", "apt-get", ["update", "-q"], environment);
    await runStep("Installing PostgreSQL", "apt-get", ["install", "-y", "-q", "postgresql"], environment);
  } catch (thrown) {
    console.log(`  ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
  return newest();
}

async function newest(): Promise<string | null> {
  const versions = await readdir("/usr/lib/postgresql").catch((): string[] => []);
  const latest = versions.sort((left, right) => Number(right) - Number(left))[0];
  return latest === undefined ? null : `/usr/lib/postgresql/${latest}/bin`;
}

/** @throws StartProblem when it cannot be made or does not come up. */
export async function startDebianPostgres(programs: string, supervisor: Supervisor): Promise<DebianPostgres> {
  const user = postgresUser();
  const folder = await mkdtemp(path.join(sharedTemporaryFolder(user), "tieout-nightly-"));
  const [data, passwordFile] = [path.join(folder, "data"), path.join(folder, "password")];
  await chmod(folder, 0o711);
  await mkdir(data, { mode: 0o700 });
  await writeFile(passwordFile, password);
  if (user.uid !== undefined && user.gid !== undefined) {
    await chown(data, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  const made = spawnSync(
    path.join(programs, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8", `--pwfile=${passwordFile}`],
    { ...user, cwd: "/", encoding: "utf8" },
  );
  if (made.status !== 0) throw new StartProblem(`Debian's initdb failed: ${made.stderr}`);
  const port = await freePort();
  const server = spawn(
    path.join(programs, "postgres"),
    ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
    { ...user, cwd: "/", stdio: "ignore" },
  );
  const ended = once(server, "exit");
  if (server.pid !== undefined) supervisor.watch(server.pid, "SIGINT");
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const stop = async (): Promise<void> => {
    server.kill("SIGINT");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < startTries; tries += 1) {
    if (await answers(adminUrl)) return { adminUrl, stop };
    await sleep(200);
  }
  await stop();
  throw new StartProblem("Debian's PostgreSQL does not answer.");
}

async function answers(adminUrl: string): Promise<boolean> {
  return withClient(adminUrl, (admin) => admin.query("SELECT 1")).then(
    () => true,
    () => false,
  );
}
