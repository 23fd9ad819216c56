import { hash } from "node:crypto";

import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import type { FieldClasses } from "../fields/derived-fields.ts";
import { sortedMembers } from "./sorted-members.ts";

/** 16 bytes each, as 32 hexadecimal digits: text costs a fraction of what small buffers do. */
export interface Fingerprint {
  readonly contentHash: string;
  readonly editHash: string;
}

const hashDigits = 32;

/**
 * Two hashes of a record: of all that QuickBooks says, and of what a person can edit. Equal hashes mean
 * equal values, in whatever order the keys came: Intuit does not promise one, and a change of its
 * servers must not look like an edit of every record.
 */
export function fingerprint(record: WireRecord, { derived, volatile }: FieldClasses): Fingerprint {
  let edited = "";
  let moved = "";
  const names: string[] = [];
  for (const { key, beginning } of sortedMembers(record)) {
    if (volatile.has(key)) continue;
    const member = beginning + canonical(record[key], names);
    if (derived.has(key)) moved += member;
    else edited += member;
  }
  // Renaming an item changes how every document that refers to it is shown, and edits none of them.
  for (const name of names) moved += `${name.length}:${name}`;
  const editHash = digest(edited);
  // The edited part goes in by its hash, so that the long text is read once.
  return { editHash, contentHash: digest(editHash + moved) };
}

function digest(text: string): string {
  return hash("sha256", text, "hex").slice(0, hashDigits);
}

/**
 * One text for equal JSON values and another for every other: strings and keys carry their length, so
 * that no value can be read as the end of another. The names shown in references go into `names` instead.
 */
function canonical(value: unknown, names: string[]): string {
  switch (typeof value) {
    case "string":
      return `${value.length}:${value}`;
    case "number":
      return `#${value};`;
    case "boolean":
      return value ? "+" : "-";
    case "object":
      if (value === null) return "0";
      return Array.isArray(value) ? canonicalList(value, names) : canonicalObject(value as WireRecord, names);
    default:
      return "0";
  }
}

function canonicalList(values: readonly unknown[], names: string[]): string {
  let text = "[";
  for (const value of values) text += canonical(value, names);
  return `${text}]`;
}

function canonicalObject(record: WireRecord, names: string[]): string {
  const shownName = typeof record["value"] === "string" ? record["name"] : undefined;
  if (typeof shownName === "string") names.push(shownName);
  let text = "{";
  for (const { key, beginning } of sortedMembers(record)) {
    if (key === "name" && typeof shownName === "string") continue;
    text += beginning + canonical(record[key], names);
  }
  return `${text}}`;
}
