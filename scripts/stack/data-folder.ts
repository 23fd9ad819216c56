// Where a stack keeps what it must find again: the database's files, its passwords, the sandbox's grants,
// the logs.

import { createHash, randomBytes } from "node:crypto";
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { z } from "zod";

import { passableFolder } from "../database/postgres-binaries.ts";
import { canWriteIn, postgresUser, sharedTemporaryFolder } from "../database/run-as.ts";
import { StartProblem } from "../processes/start-problem.ts";

const credentialsShape = z.object({ superuser: z.string().min(1), application: z.string().min(1) });

export interface DataFolder {
  readonly folder: string;
  readonly logs: string;
  /** The database's files: in `folder`, or elsewhere when PostgreSQL's user cannot enter that. */
  readonly postgres: string;
  readonly credentials: z.infer<typeof credentialsShape>;
  readonly durable: boolean;
  /** Removes a temporary folder; a lasting one stays. */
  close(): Promise<void>;
}

/** @throws StartProblem when it cannot be written. */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  return prepare(path.resolve(folder), true, () => Promise.resolve());
}

/** Gone after `close`, and not waiting for the disk. */
export async function temporaryDataFolder(): Promise<DataFolder> {
  const folder = await mkdtemp(path.join(sharedTemporaryFolder(postgresUser()), "tieout-stack-"));
  return prepare(folder, false, () => rm(folder, { recursive: true, force: true }));
}

async function prepare(folder: string, durable: boolean, close: () => Promise<void>): Promise<DataFolder> {
  const logs = path.join(folder, "logs");
  try {
    await mkdir(logs, { recursive: true });
    // Others may pass through to what is theirs, which PostgreSQL's user needs, but not look around.
    await chmod(folder, 0o711);
    await rm(logs, { recursive: true });
    await mkdir(logs, { mode: 0o700 });
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new StartProblem(
      `The data folder ${folder} cannot be written (${why}): give another one with --data.`,
      {
        cause,
      },
    );
  }
  const home = await homeOfPostgres(folder);
  return {
    folder,
    logs,
    postgres: path.join(home, "postgres"),
    credentials: await readOrMakeCredentials(path.join(home, "credentials.json")),
    durable,
    close,
  };
}

/** As root, a clone below a closed home directory is out of reach for the user PostgreSQL runs as. */
async function homeOfPostgres(folder: string): Promise<string> {
  const user = postgresUser();
  if (user.uid === undefined || user.gid === undefined) return folder;
  const probe = await mkdtemp(path.join(folder, "probe-"));
  try {
    await chown(probe, user.uid, user.gid);
    if (canWriteIn(probe, user)) return folder;
  } finally {
    await rm(probe, { recursive: true });
  }
  return passableFolder(`tieout-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`);
}

async function readOrMakeCredentials(file: string): Promise<DataFolder["credentials"]> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text !== null) {
    const parsed = credentialsShape.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    throw new StartProblem(`${file} is damaged: remove the folder ${path.dirname(file)} to start afresh.`);
  }
  const made = {
    superuser: randomBytes(18).toString("base64url"),
    application: randomBytes(18).toString("base64url"),
  };
  await writeFile(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
