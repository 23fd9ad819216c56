import diff from "microdiff";
import type { z } from "zod";

export type Json = z.core.util.JSONType;

export interface Difference {
  /** "Customer › name", "Line 2 › Amount": Intuit's own words, for a person. */
  readonly where: string;
  /** Null: was not there. */
  readonly before: string | null;
  /** Null: is no longer there. */
  readonly after: string | null;
}

/* These move with every change and say nothing about it. */
const noise = new Set(["SyncToken", "MetaData", "sparse", "domain", "status"]);

/**
 * What differs between two versions of a record. Lists whose members carry an Id (lines) are compared
 * member by member, so that a line put in between is one difference and not a row of them.
 */
export function diffJson(before: Json, after: Json): readonly Difference[] {
  const differences = diff(readable(before, noise), readable(after, noise), { cyclesFix: false });
  return differences.flatMap((one): readonly Difference[] => {
    const removed = one.type === "CREATE" ? [] : leaves(one.oldValue, one.path);
    const created = one.type === "REMOVE" ? [] : leaves(one.value, one.path);
    const [was, is] = [removed[0], created[0]];
    if (was && was.where === is?.where) return [{ where: was.where, before: was.text, after: is.text }];
    return [
      ...removed.map(({ where, text }) => ({ where, before: text, after: null })),
      ...created.map(({ where, text }) => ({ where, before: null, after: text })),
    ];
  });
}

/** An object by readable names, with its lists' members among them: "Line 2". Everything else is text. */
interface Readable {
  readonly [name: string]: string | Readable;
}

function readable(value: Json, without: ReadonlySet<string> = new Set()): Readable {
  const entries =
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value).filter(([key]) => !without.has(key))
      : [["", value] as const];
  const named = Object.fromEntries(entries.flatMap(([key, member]) => members(asSentence(key), member)));
  // A field may be called as something that every object has by birth ("constructor").
  Object.setPrototypeOf(named, null);
  return named;
}

function members(name: string, value: Json): readonly (readonly [string, string | Readable])[] {
  if (Array.isArray(value)) {
    return value.flatMap((member: Json, index) => members(memberName(name, member, index), member));
  }
  if (typeof value === "object" && value !== null) return [[name, readable(value)]];
  return [[name, value === null ? "" : String(value)]];
}

/** "Line 2" where the Id says 2, else by its place in the list. */
function memberName(list: string, member: Json, index: number): string {
  const own =
    typeof member === "object" && member !== null && !Array.isArray(member) ? member["Id"] : undefined;
  const name = typeof own === "string" || typeof own === "number" ? `${own}` : `(${index + 1})`;
  return `${list} ${name}`.trim();
}

function leaves(
  value: unknown,
  path: readonly (string | number)[],
): readonly { readonly where: string; readonly text: string }[] {
  if (typeof value === "string") return [{ where: path.join(" › "), text: value }];
  return Object.entries(value ?? {}).flatMap(([name, member]) => leaves(member, [...path, name]));
}

/** "CustomerRef" → "Customer", "TotalAmt" → "Total amt": readable, and still found in Intuit's docs. */
function asSentence(key: string): string {
  const words = key
    .replace(/Ref$/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(" ");
  return words
    .map((word, index) => (index === 0 || /^[A-Z]{2}/.test(word) ? word : word.toLowerCase()))
    .join(" ");
}
