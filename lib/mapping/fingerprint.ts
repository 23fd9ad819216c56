import { hash } from "node:crypto";

import type { WireRecord } from "../quickbooks/wire/wire-record.ts";
import type { FieldClasses } from "./derived-fields.ts";

export interface Fingerprint {
  readonly contentHash: Buffer;
  readonly editHash: Buffer;
}

const hashBytes = 16;

/**
 * Two hashes of a record: of all that QuickBooks says, and of what a person can edit. Equal hashes mean
 * equal values, in whatever order the keys came: Intuit does not promise one, and a change of its
 * servers must not look like an edit of every record.
 */
export function fingerprint(record: WireRecord, { derived, volatile }: FieldClasses): Fingerprint {
  let edited = "";
  let moved = "";
  for (const key of sortedKeys(record)) {
    if (volatile.has(key)) continue;
    const member = `${key.length}:${key}${canonical(record[key])}`;
    if (derived.has(key)) moved += member;
    else edited += member;
  }
  const editHash = digest(edited);
  // The edited part goes in by its hash, so that the long text is read once.
  return { editHash, contentHash: digest(`${editHash.toString("latin1")}${moved}`) };
}

function digest(text: string): Buffer {
  return hash("sha256", text, "buffer").subarray(0, hashBytes);
}

/**
 * One text for equal JSON values and another for every other: strings and keys carry their length, so
 * that no value can be read as the end of another.
 */
function canonical(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `${value.length}:${value}`;
    case "number":
      return `#${value};`;
    case "boolean":
      return value ? "+" : "-";
    case "object":
      if (value === null) return "0";
      return Array.isArray(value) ? canonicalList(value) : canonicalObject(value as WireRecord);
    default:
      return "0";
  }
}

function canonicalList(values: readonly unknown[]): string {
  let text = "[";
  for (const value of values) text += canonical(value);
  return `${text}]`;
}

function canonicalObject(record: WireRecord): string {
  let text = "{";
  for (const key of sortedKeys(record)) text += `${key.length}:${key}${canonical(record[key])}`;
  return `${text}}`;
}

function sortedKeys(record: WireRecord): string[] {
  return Object.keys(record).sort();
}
