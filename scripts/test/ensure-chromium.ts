// A Chromium for the end-to-end tests: the one that is there, else Debian's, else Playwright's.

import { spawnSync } from "node:child_process";

import { chromium } from "@playwright/test";

import { runStep } from "../bootstrap/run-step.mjs";
import { StartProblem } from "../processes/start-problem.ts";
import { inProject } from "../project-root.ts";

/** The path of a Chromium that starts on this machine, or null. CHROMIUM_PATH goes first. */
export function findChromium(): string | null {
  const candidates = [
    process.env["CHROMIUM_PATH"],
    chromium.executablePath(),
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ];
  return candidates.find((path) => path !== undefined && path !== "" && starts(path)) ?? null;
}

/** @throws StartProblem when there is none and none can be installed. */
export async function ensureChromium(): Promise<string> {
  const present = findChromium();
  if (present) return present;
  const isRoot = process.getuid?.() === 0;
  const ways = [
    // Brings the libraries that Chromium needs, too, which Playwright's download does not.
    ...(isRoot && starts("apt-get") ? [installWithApt] : []),
    installWithPlaywright,
  ];
  const complaints: string[] = [];
  for (const install of ways) {
    await install().catch((thrown: unknown) => {
      complaints.push(thrown instanceof Error ? (thrown.message.split("\n")[0] ?? "") : String(thrown));
    });
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new StartProblem(
    "There is no Chromium for the end-to-end tests and none could be installed: install it " +
      `(Debian: apt-get install chromium) or set CHROMIUM_PATH. ${complaints.join(" ")}`,
  );
}

function starts(program: string): boolean {
  return spawnSync(program, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}

async function installWithApt(): Promise<void> {
  const environment = { DEBIAN_FRONTEND: "noninteractive" };
  await runStep("Asking Debian for Chromium", "apt-get", ["update", "-q"], environment);
  await runStep(
    "Installing Chromium",
    "apt-get",
    ["install", "-y", "-q", "--no-install-recommends", "chromium"],
    environment,
  );
}

async function installWithPlaywright(): Promise<void> {
  const cli = inProject("node_modules/@playwright/test/cli.js");
  await runStep("Downloading Chromium", process.execPath, [cli, "install", "chromium"], {
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "15000",
  });
}
