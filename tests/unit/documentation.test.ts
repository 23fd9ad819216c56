import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { expect, test } from "vitest";
import { z } from "zod";

import { allRecordTypes } from "#lib/books/record-type.ts";
import { configVariables } from "#lib/config/config.ts";
import { decisionsIndex, decisionsIndexFile } from "#scripts/docs/decisions-index.ts";
import { inProject, projectRoot } from "#scripts/project-root.ts";

const manifest = z.object({ scripts: z.record(z.string(), z.string()) });

test("the README's table of configuration names every variable and no other", async () => {
  const readme = await readFile(inProject("README.md"), "utf8");
  const section = readme.split("\n## ").find((part) => part.startsWith("Configuration\n")) ?? "";
  const named = [...section.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual([...configVariables].sort());
});

test(".env.example sets every variable and no other", async () => {
  const example = await readFile(inProject(".env.example"), "utf8");
  const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual([...configVariables].sort());
});

test("every npm command that a document names exists, and the README names each", async () => {
  const { scripts } = manifest.parse(JSON.parse(await readFile(inProject("package.json"), "utf8")));
  const named = new Map<string, string>();
  for (const file of await listDocuments()) {
    const text = await readFile(file, "utf8");
    for (const [, name = ""] of text.matchAll(/npm run ([a-z][a-z:-]*)/g)) named.set(name, file);
    for (const [, name = ""] of text.matchAll(/npm (start|test)\b/g)) named.set(name, file);
  }
  const missing = [...named].filter(([name]) => !(name in scripts));
  expect(missing).toEqual([]);

  const readme = await readFile(inProject("README.md"), "utf8");
  const unnamed = Object.keys(scripts).filter((name) => !new RegExp(`npm (run )?${name}\\b`).test(readme));
  expect(unnamed).toEqual([]);
});

test("every npm command runs a file that exists", async () => {
  const { scripts } = manifest.parse(JSON.parse(await readFile(inProject("package.json"), "utf8")));
  const files = Object.values(scripts).flatMap((command) => command.match(/\S+\.(ts|mjs)\b/g) ?? []);
  expect(files.length).toBeGreaterThan(8);
  for (const file of files) await expect(readFile(inProject(file), "utf8"), file).resolves.not.toBe("");
});

test("every link from a document to a file of the project leads somewhere", async () => {
  const broken: string[] = [];
  for (const file of await listDocuments()) {
    const text = await readFile(file, "utf8");
    for (const [, target = ""] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
      const there = await readdir(path.dirname(path.resolve(path.dirname(file), target))).catch(
        (): string[] => [],
      );
      if (!there.includes(path.basename(target)))
        broken.push(`${path.relative(projectRoot, file)} → ${target}`);
    }
  }
  expect(broken).toEqual([]);
});

test("the folders of lib in docs/ARCHITECTURE.md are those of the tree, in the order that imports keep to", async () => {
  const text = await readFile(inProject("docs/ARCHITECTURE.md"), "utf8");
  const table = text.slice(text.indexOf("## Folders"), text.indexOf("`app` holds"));
  const rows = [...table.matchAll(/^\| ((?:`[\w-]+` ?)+) *\|/gm)].map(([, cell = ""]) => cell);
  const named = rows.flatMap((cell) => [...cell.matchAll(/`([\w-]+)`/g)].map(([, name]) => name));
  const entries = await readdir(inProject("lib"), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  expect(named.toSorted()).toEqual(folders.toSorted());

  const rules = await readFile(inProject(".dependency-cruiser.js"), "utf8");
  const order = rules.slice(rules.indexOf("const order"), rules.indexOf("];"));
  expect(named).toEqual([...order.matchAll(/^ {2}"([\w-]+)",$/gm)].map(([, name]) => name));
});

test("the index of decisions is up to date (npm run docs:decisions)", async () => {
  expect(await readFile(decisionsIndexFile, "utf8")).toBe(await decisionsIndex());
});

test("every file of the project that a document names is there", async () => {
  const missing: string[] = [];
  const ours = /`((?:app|bench|components|docs|lib|prisma|sandbox|scripts|tests)\/[\w./()[\]-]*\w)`/g;
  for (const file of await listDocuments()) {
    // A decision tells of its day; files have moved since.
    if (file.includes("/decisions/")) continue;
    for (const [, named = ""] of (await readFile(file, "utf8")).matchAll(ours))
      if (!(await isThere(named))) missing.push(`${path.relative(projectRoot, file)} → ${named}`);
  }
  expect(missing).toEqual([]);
});

test("every test that docs/WHAT-ALWAYS-HOLDS.md names is there, and every invariant has one", async () => {
  const text = await readFile(inProject("docs/WHAT-ALWAYS-HOLDS.md"), "utf8");
  const rows = [...text.matchAll(/^\| (\d+) +\|.*\|([^|]+)\|$/gm)];
  expect(rows.length).toBeGreaterThanOrEqual(20);
  for (const [, number = "", cell = ""] of rows) {
    const named = [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
    const tests = named.filter((name) => !name.startsWith("npm "));
    expect(tests, `invariant ${number}`).not.toEqual([]);
    for (const name of tests) {
      const places = ["tests/integration", "tests"].map((folder) => `${folder}/${name.replace(/\/\*$/, "")}`);
      const found = await Promise.all(places.map(isThere));
      expect(found, `invariant ${number}: ${name}`).toContain(true);
    }
  }
});

test("the counts in CHANGELOG are those of the project", async () => {
  const text = await readFile(inProject("CHANGELOG.md"), "utf8");
  for (const [, count] of text.matchAll(/(\d+) record types/g))
    expect(count).toBe(String(allRecordTypes.length));
});

/** As a file, as a folder, or as a module or test without its ending. */
async function isThere(named: string): Promise<boolean> {
  const found = await readdir(inProject(path.dirname(named))).catch((): string[] => []);
  const base = path.basename(named);
  return ["", ".ts", ".tsx", ".test.ts", ".spec.ts"].some((ending) => found.includes(`${base}${ending}`));
}

async function listDocuments(): Promise<string[]> {
  const entries = await readdir(inProject("docs"), { recursive: true });
  const roots = (await readdir(projectRoot)).filter((name) => name.endsWith(".md"));
  return [
    ...roots.map((name) => inProject(name)),
    ...entries.filter((name) => name.endsWith(".md")).map((name) => inProject("docs", name)),
  ];
}
