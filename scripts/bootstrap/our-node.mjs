// Tieout runs its TypeScript as it is, which Node does from version 24. Where the machine's Node is older,
// the one from npm takes over.

import { spawn } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter } from "node:path";

import { inProject, projectRoot } from "./project.mjs";

const packaged = inProject("node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

export function ourNodeExists() {
  if (Number(process.versions.node.split(".")[0]) >= 24) return true;
  try {
    accessSync(packaged, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function ourNode() {
  return Number(process.versions.node.split(".")[0]) >= 24 ? process.execPath : packaged;
}

/** Our parent and, where the system tells, its parent. */
function ancestors() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
    // The program's name, in parentheses, may itself hold spaces.
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(")")).split(" ")[2]}`;
  } catch {
    return String(process.ppid);
  }
}

/**
 * Runs a script to its end and ends as it does.
 *
 * @param {string} script relative to the project
 * @param {readonly string[]} args
 */
export async function runUnderOurNode(script, args) {
  const child = spawn(ourNode(), [inProject(script), ...args], {
    cwd: projectRoot,
    // Through "ipc" the script learns when this process is gone, however it went.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      PATH: [inProject("node_modules", ".bin"), process.env.PATH].join(delimiter),
    },
  });
  // A terminal sends Ctrl-C to both of us; the script decides how to end, and we wait for it.
  process.on("SIGINT", () => undefined);
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGHUP"])) {
    process.on(signal, () => child.kill(signal));
  }
  // npm, or the shell between us, may end without a word (SIGKILL): then nobody is left to see the script.
  const before = ancestors();
  const watch = setInterval(() => {
    if (process.env.npm_lifecycle_event && ancestors() !== before) child.kill("SIGTERM");
  }, 1000);
  const [code, signal] = await new Promise((resolve) => {
    child.once("error", () => resolve([1, null]));
    child.once("exit", (exitCode, exitSignal) => resolve([exitCode, exitSignal]));
  });
  clearInterval(watch);
  process.exit(code ?? (signal === "SIGINT" ? 130 : 143));
}
