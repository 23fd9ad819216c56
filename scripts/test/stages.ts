// What `npm test` runs: what fails fastest first, what needs the built pages last.

import { inProject } from "../project-root.ts";

export interface Stage {
  readonly name: string;
  /** Arguments for our own Node. */
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** A report of single tests in JSON; without one the stage itself is one test. */
  readonly report?: { readonly kind: "vitest" | "playwright"; readonly file: string };
  /** More than this means that something hangs. */
  readonly timeoutMs: number;
}

const tool = (...parts: readonly string[]) => inProject("node_modules", ...parts);
const minutes = (count: number) => count * 60_000;
const vitestReport = inProject(".cache/test/vitest.json");
const withPagesReport = inProject(".cache/test/with-pages.json");
const playwrightReport = inProject(".cache/test/playwright.json");

function vitest(projects: readonly string[], report: string): readonly string[] {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return [tool("vitest/vitest.mjs"), "run", ...projects.flatMap((name) => ["--project", name]), ...reporters];
}

const checks: readonly Stage[] = [
  { name: "typecheck", args: [tool("typescript/bin/tsc"), "--noEmit", "-p", "."], timeoutMs: minutes(5) },
  {
    name: "lint",
    // Without its cache, which knows nothing of types in other files.
    args: [tool("eslint/bin/eslint.js"), "--max-warnings", "0", "."],
    timeoutMs: minutes(8),
  },
  {
    name: "format",
    args: [tool("prettier/bin/prettier.cjs"), "--check", "--log-level", "warn", "."],
    timeoutMs: minutes(3),
  },
  {
    name: "imports",
    args: [tool("dependency-cruiser/bin/dependency-cruiser.mjs"), "--config", ".dependency-cruiser.js", "."],
    timeoutMs: minutes(3),
  },
  { name: "unused", args: [tool("knip/bin/knip.js")], timeoutMs: minutes(3) },
  { name: "build", args: [inProject("scripts/build.ts")], timeoutMs: minutes(5) },
  {
    name: "with-pages",
    args: vitest(["with-pages"], withPagesReport),
    report: { kind: "vitest", file: withPagesReport },
    timeoutMs: minutes(5),
  },
];

const tests: readonly Stage[] = [
  {
    name: "vitest",
    args: vitest(["unit", "sandbox", "integration"], vitestReport),
    report: { kind: "vitest", file: vitestReport },
    timeoutMs: minutes(40),
  },
];

const browser: readonly Stage[] = [
  {
    name: "e2e",
    args: [tool("@playwright/test/cli.js"), "test", "--reporter=line,json"],
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport },
    report: { kind: "playwright", file: playwrightReport },
    timeoutMs: minutes(15),
  },
];

/** One after another; within each, its lanes side by side, and a lane's stages one after another. */
export const rounds: readonly (readonly (readonly Stage[])[])[] = [[checks, tests], [browser]];

export const stages: readonly Stage[] = rounds.flat(2);
