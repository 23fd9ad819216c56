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
  const old = new Map(leaves(before, []));
  const now = new Map(leaves(after, []));
  const places = [...old.keys(), ...[...now.keys()].filter((place) => !old.has(place))];
  return places.flatMap((where): Difference[] => {
    const [was, is] = [old.get(where) ?? null, now.get(where) ?? null];
    return was === is ? [] : [{ where, before: was, after: is }];
  });
}

function leaves(value: Json, path: readonly string[]): [string, string][] {
  if (Array.isArray(value)) {
    return value.flatMap((member: Json, index) => leaves(member, namedMember(path, member, index)));
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, member]) =>
      path.length === 0 && noise.has(key) ? [] : leaves(member, [...path, asSentence(key)]),
    );
  }
  return [[path.join(" › "), value === null ? "" : String(value)]];
}

/** "Line 2" where the Id says 2, else by its place in the list. */
function namedMember(path: readonly string[], member: Json, index: number): readonly string[] {
  const own =
    typeof member === "object" && member !== null && !Array.isArray(member) ? member["Id"] : undefined;
  const name = typeof own === "string" || typeof own === "number" ? `${own}` : `(${index + 1})`;
  return [...path.slice(0, -1), `${path.at(-1) ?? ""} ${name}`.trim()];
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
