// PostgreSQL refuses to run as root. Where we are root (containers, fresh servers) its processes run as
// an unprivileged user that the machine already has: nothing is added to the machine's accounts.

import { execFileSync, spawnSync } from "node:child_process";
import { tmpdir } from "node:os";

import { StartProblem } from "../processes/start-problem.ts";

/** Options for spawn; empty when the present user will do. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

export function postgresUser(): RunAs {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    const uid = idOf("-u", name);
    const gid = idOf("-g", name);
    if (uid !== null && gid !== null) return { uid, gid };
  }
  throw new StartProblem(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody": ' +
      "start as an ordinary user, or set DATABASE_URL to a PostgreSQL that runs already.",
  );
}

/** Whether that user gets into `folder` and can write there. */
export function canWriteIn(folder: string, user: RunAs): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$0" && test -w .', folder], { ...user, cwd: "/" }).status === 0;
}

/** The system's temporary folder, unless it is one that only we may enter. */
export function sharedTemporaryFolder(user: RunAs): string {
  return [tmpdir(), "/tmp"].find((folder) => canWriteIn(folder, user)) ?? tmpdir();
}

function idOf(flag: "-u" | "-g", name: string): number | null {
  try {
    return Number(
      execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
    );
  } catch {
    return null;
  }
}
