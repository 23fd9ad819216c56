// Where lib writes the tables whose states go by a table of transitions, as its sources say.

import { readdir, readFile } from "node:fs/promises";

import ts from "typescript";

import { inProject } from "#scripts/project-root.ts";

/** Files of lib, from the project's root. */
export async function listSources(): Promise<readonly string[]> {
  const files = await readdir(inProject("lib"), { recursive: true });
  return files.filter((file) => file.endsWith(".ts")).map((file) => `lib/${file}`);
}

export interface StateWrite {
  readonly file: string;
  readonly table: string;
  readonly kind: "insert" | "update";
  /** The columns that an insert names, or null. */
  readonly columns: readonly string[] | null;
  /** What is written, without the conditions under which it is: values of an insert, and each SET. */
  readonly written: string;
}

/** Every INSERT and UPDATE of the tables in any text of lib's sources. */
export async function listStateWrites(tables: readonly string[]): Promise<readonly StateWrite[]> {
  const found: StateWrite[] = [];
  for (const file of await listSources()) {
    const text = await readFile(inProject(file), "utf8");
    for (const statement of textsOf(file, text)) found.push(...writesIn(file, statement, tables));
  }
  return found;
}

function textsOf(file: string, source: string): readonly string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isTemplateLiteral(node)) texts.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return texts;
}

function writesIn(file: string, text: string, tables: readonly string[]): readonly StateWrite[] {
  const start = new RegExp(`\\b(INSERT INTO|UPDATE)\\s+(${tables.join("|")})\\b`, "g");
  return [...text.matchAll(start)].map((match): StateWrite => {
    const [, verb, table = ""] = match;
    const rest = text.slice(match.index + match[0].length);
    // One statement of a WITH query ends where the next begins.
    const statement = rest.split(/\bRETURNING\b|\)\s*,\s*\w+ AS\b/)[0] ?? rest;
    if (verb === "UPDATE") {
      const written = statement.split(/\b(?:FROM|WHERE)\b/)[0] ?? "";
      return { file, table, kind: "update", columns: null, written };
    }
    const columns =
      /^[^(]*\(([^)]*)\)/
        .exec(statement)?.[1]
        ?.split(",")
        .map((column) => column.trim()) ?? null;
    const values = statement.split(/\bON CONFLICT\b/)[0] ?? "";
    const updates = [...statement.matchAll(/DO UPDATE SET(.*?)(?:\bWHERE\b|$)/gs)].map(([, set = ""]) => set);
    return { file, table, kind: "insert", columns, written: [values, ...updates].join("\n") };
  });
}
