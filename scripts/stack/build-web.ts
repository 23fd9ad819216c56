// Builds the pages when anything that goes into them has changed since the last build.

import { createHash } from "node:crypto";
import { glob, readFile, rm, writeFile } from "node:fs/promises";

import { runStep } from "../bootstrap/run-step.mjs";
import { StartProblem } from "../processes/start-problem.ts";
import { inProject, projectRoot } from "../project-root.ts";

const sources = [
  "{app,components,lib,public}/**/*",
  "prisma/{schema,generated}/**/*",
  "{instrumentation.ts,next.config.js,postcss.config.mjs,tsconfig.json,package-lock.json}",
];
const stamp = inProject(".next", "tieout-sources");

/** The stamp is written last, so an interrupted build is built again. */
export async function buildWeb(signal?: AbortSignal): Promise<void> {
  const digest = await sourcesDigest();
  if ((await readFile(stamp, "utf8").catch(() => "")) === digest) return;
  await rm(stamp, { force: true });
  await runStep(
    "Building the pages",
    process.execPath,
    [inProject("node_modules/next/dist/bin/next"), "build"],
    { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    signal,
  ).catch((thrown: unknown) => {
    throw new StartProblem(thrown instanceof Error ? thrown.message : String(thrown));
  });
  await writeFile(stamp, digest);
}

async function sourcesDigest(): Promise<string> {
  const hash = createHash("sha256");
  const files: string[] = [];
  for await (const entry of glob(sources, { cwd: projectRoot, withFileTypes: true })) {
    if (entry.isFile()) files.push(`${entry.parentPath}/${entry.name}`);
  }
  for (const file of files.sort()) hash.update(file).update(await readFile(file));
  return hash.digest("hex");
}
