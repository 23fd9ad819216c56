// The words that were given up (docs/decisions/0050), looked for where they would come back: in identifiers,
// file names, columns and what stands on screens. Prose and Intuit's own words are free.

import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";

import ts from "typescript";
import { expect, test } from "vitest";

import { inProject, projectRoot } from "#scripts/project-root.ts";

/** What is used instead, by the word as it stands in camelCase, snake_case and file names. */
const instead: Readonly<Record<string, string>> = {
  says: "message",
  deed: "mutation",
  deeds: "mutations",
  refused: "rejected",
  refusal: "rejection, or disabledReason of a button",
  refusals: "rejections",
  standing: "status",
  standings: "statuses",
  brake: "guard (deletions) or throttle (calls)",
  braked: "throttled",
  tally: "counter",
  steer: "cancel or approve",
  fate: "outcome",
  verdict: "outcome, status or result",
  verdicts: "outcomes",
  witness: "probe",
  witnesses: "probes",
  gained: "delta",
  nameless: "missingId",
  thorough: "force",
  touched: "derivedOnly",
  raises: "undeletes",
  troubled: "failing",
  troubles: "failing",
  walls: "tenant isolation",
  unhurried: "async commit",
  dressed: "withMetadata",
  living: "activity",
  visitor: "driver",
  guardian: "supervisor",
};

/** Names of more than one word. */
const instances: readonly (readonly [RegExp, string])[] = [
  [/^say[A-Z]/, "formatX or describeX"],
  [/^asFirm|^asNobody/, "withTenant, withoutTenant"],
  [/^(take|taken|taking)(In|_in)\b/, "ingest, imported"],
  [/^letGo$/, "release"],
  [/^keepTogether$/, "batchDeliveries"],
  [/^beatHeart$/, "renewLease"],
  [/^requireSoundStart$/, "validateStartup"],
  [/^told[A-Z]/, "reportedX"],
];

const phrases: readonly (readonly [RegExp, string])[] = [
  [/\btaken in\b/i, "imported"],
  [/\bchange notices?\b/i, "webhook events"],
  [/\bto be seen to\b/i, "Needs attention"],
  [/\bnobody is like that\b/i, "No people match"],
  [/\bnothing fits\b/i, "No matching records"],
  [/\brefus(?:e|es|ed|al)\b/i, "rejects"],
  [/\bverdict\b/i, "result"],
];

const tracked = execFileSync("git", ["ls-files"], { cwd: projectRoot, encoding: "utf8" }).trim().split("\n");
const code = tracked.filter((file) =>
  /^(lib|app|components|scripts|bench|tests|sandbox)\/.*\.tsx?$/.test(file),
);
const onScreen =
  /^(app\/(?!api\/)|components\/|lib\/(books|contracts|core\/failures|alerts\/alert-rules|connections\/connect\/connect-outcome))/;
const itself = "tests/unit/vocabulary.test.ts";

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/);
}

function complaintAbout(name: string): string | null {
  const word = wordsOf(name).find((each) => Object.hasOwn(instead, each));
  if (word !== undefined) return `${name}: ${instead[word] ?? ""}`;
  const instance = instances.find(([pattern]) => pattern.test(name));
  return instance ? `${name}: ${instance[1]}` : null;
}

async function parse(file: string): Promise<ts.SourceFile> {
  return ts.createSourceFile(file, await readFile(inProject(file), "utf8"), ts.ScriptTarget.Latest, true);
}

function eachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => eachNode(child, visit));
}

test("no identifier has a word that was given up", async () => {
  const found = new Set<string>();
  for (const file of code.filter((each) => each !== itself)) {
    eachNode(await parse(file), (node) => {
      if (!ts.isIdentifier(node)) return;
      const complaint = complaintAbout(node.text);
      if (complaint) found.add(`${file}: ${complaint}`);
    });
  }
  expect([...found]).toEqual([]);
});

test("no file or folder is called by one, but for decisions and applied migrations, whose names stay", () => {
  const found = tracked
    .filter((file) => !/^(docs\/decisions|prisma\/migrations)\//.test(file))
    .flatMap((file) => file.split("/").map((part) => complaintAbout(part)))
    .filter((complaint) => complaint !== null);
  expect(found).toEqual([]);
});

test("no model, field or column is", async () => {
  const found: string[] = [];
  for (const file of tracked.filter((each) => each.startsWith("prisma/schema/"))) {
    const text = (await readFile(inProject(file), "utf8")).replaceAll(/\/\/.*$/gm, "");
    for (const [name] of text.matchAll(/[A-Za-z_]+/g)) {
      const complaint = complaintAbout(name);
      if (complaint) found.push(`${file}: ${complaint}`);
    }
  }
  expect(found).toEqual([]);
});

test("no screen says one", async () => {
  const found: string[] = [];
  for (const file of code.filter((each) => onScreen.test(each))) {
    eachNode(await parse(file), (node) => {
      const text =
        ts.isJsxText(node) || ts.isStringLiteralLike(node) ? node.text.replaceAll(/\s+/g, " ") : "";
      const phrase = phrases.find(([pattern]) => pattern.test(text));
      if (phrase) found.push(`${file}: "${text.trim()}": ${phrase[1]}`);
    });
  }
  expect(found).toEqual([]);
});
