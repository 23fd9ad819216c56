// Makes node_modules equal to package-lock.json, and does nothing when it is.

import { readFile } from "node:fs/promises";

import { ourNodeExists } from "./our-node.mjs";
import { inProject } from "./project.mjs";
import { runStep } from "./run-step.mjs";

export async function installPackages() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 9)) {
    throw new Error(`Tieout needs Node 20.9 or later, and this is ${process.versions.node}.`);
  }
  if (await isInstalled()) return;
  const npm = process.env.npm_execpath;
  const args = [
    // Not "ci", which fetches everything again for one changed package. What the lock names is installed as
    // locked, and the lock stays as it is.
    "install",
    "--no-save",
    "--no-audit",
    "--no-fund",
    // Whatever the surroundings say: tools of development, the PostgreSQL of this platform and the
    // scripts that unpack it are all needed here.
    "--include=dev",
    "--include=optional",
    "--ignore-scripts=false",
  ];
  if (npm?.endsWith(".js")) await runStep("Installing packages", process.execPath, [npm, ...args]);
  else await runStep("Installing packages", "npm", args);
  if (!ourNodeExists()) {
    throw new Error(
      "npm installed the packages but not the Node that they bring (node_modules/node): " +
        "its install script did not run. Remove node_modules and try again, or use Node 24.",
    );
  }
}

/** npm writes node_modules/.package-lock.json last, so it tells what is there in whole. */
async function isInstalled() {
  const [wanted, present] = await Promise.all([
    readPackages("package-lock.json"),
    readPackages("node_modules/.package-lock.json"),
  ]);
  if (wanted === null) throw new Error("package-lock.json is missing or cannot be read.");
  if (present === null || !ourNodeExists()) return false;
  return Object.entries(wanted).every(([folder, { version, optional, devOptional }]) => {
    if (folder === "" || optional || devOptional) return true;
    return present[folder]?.version === version;
  });
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> | null>}
 */
async function readPackages(file) {
  try {
    return JSON.parse(await readFile(inProject(file), "utf8")).packages ?? null;
  } catch {
    return null;
  }
}
