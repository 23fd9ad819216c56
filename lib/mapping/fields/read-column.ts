// Reads a column as its description says. A description is made into a closure once, when its module is
// loaded, and never looked at while records are read. What is absent is null; what is there in another shape
// is coerced or left out, and noted.

import { longestIndexed } from "./column-rules.ts";
import type { AnyColumn, Column, Party, Reader } from "./columns.ts";
import type { PartyKind } from "../mapped-record.ts";
import { readDay, readDecimal, readFlag, readObject, readRef, readRefId, readText } from "./read-field.ts";
import type { AdjustmentLog } from "./adjustment-log.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";

/** Makes a new closure at each call: once per column, not per record. */
export function readerOf<T>(column: Column<T>): Reader<T> {
  /* The functions that describe columns have tied the shape to T. */
  return compile(column) as Reader<T>;
}

/** One for each of the columns, under the same name. */
export function readersOf<Columns extends { readonly [Name in keyof Columns]: AnyColumn }>(
  columns: Columns,
): ReadersOf<Columns> {
  const readers: Record<string, Reader<unknown>> = {};
  for (const [name, column] of Object.entries<AnyColumn>(columns)) readers[name] = compile(column);
  /* Made property by property of the same names. */
  return { ...readers } as ReadersOf<Columns>;
}

export type ReadersOf<Columns> = {
  readonly [Name in keyof Columns]: Columns[Name] extends Column<infer T> ? Reader<T> : never;
};

function compile(column: AnyColumn): Reader<unknown> {
  switch (column.kind) {
    case "text":
      return textReader(column.field);
    case "day":
      return dayReader(column.field);
    case "decimal":
      return decimalReader(column.field);
    case "flag":
      return flagReader(column.field, column.whenAbsent);
    case "word":
      return wordReader(column.field, new Map(Object.entries(column.words)));
    case "ref":
      return refReader(column.field);
    case "inside":
      return insideReader(column.field, compile(column.column));
    case "either":
      return eitherReader(column.columns.map(compile));
    case "constant":
      return constantReader(column.value);
    case "party":
      return partyReader(column.field, column.of);
    case "typedParty":
      return typedPartyReader(column.field);
    case "wrappedParty":
      return wrappedPartyReader(column.field);
    case "chosenBy": {
      const chosen = Object.entries(column.columns).map(([name, inner]) => [name, compile(inner)] as const);
      return chosenReader(column.field, new Map(chosen), compile(column.otherwise));
    }
    case "derived":
      return column.read;
  }
}

const textReader =
  (field: string): Reader<unknown> =>
  (record, log, rule) =>
    readText(record, field, log, rule.longest);

const dayReader =
  (field: string): Reader<unknown> =>
  (record, log) =>
    readDay(record, field, log);

const decimalReader =
  (field: string): Reader<unknown> =>
  (record, log, rule) =>
    readDecimal(record, field, log, rule);

const flagReader =
  (field: string, whenAbsent: boolean): Reader<unknown> =>
  (record, log) =>
    readFlag(record, field, log) ?? whenAbsent;

const refReader =
  (field: string): Reader<unknown> =>
  (record, log) =>
    readRefId(record, field, log);

const constantReader =
  (value: unknown): Reader<unknown> =>
  () =>
    value;

const insideReader =
  (field: string, read: Reader<unknown>): Reader<unknown> =>
  (record, log, rule) => {
    const inner = readObject(record, field, log);
    if (inner === null) return null;
    log.enter(field);
    const value = read(inner, log, rule);
    log.leave();
    return value;
  };

const eitherReader =
  (readers: readonly Reader<unknown>[]): Reader<unknown> =>
  (record, log, rule) => {
    for (const read of readers) {
      const value = read(record, log, rule);
      if (value !== null) return value;
    }
    return null;
  };

const wordReader =
  (field: string, words: ReadonlyMap<string, string>): Reader<unknown> =>
  (record, log) => {
    const came = record[field];
    const known = typeof came === "string" ? words.get(came) : undefined;
    return known ?? coerceWord(came, field, words, log);
  };

function coerceWord(
  came: unknown,
  field: string,
  words: ReadonlyMap<string, string>,
  log: AdjustmentLog,
): string | null {
  const plain = typeof came === "string" ? came.trim().toLowerCase() : "";
  const found = [...words].find(([theirs]) => theirs.toLowerCase() === plain)?.[1] ?? null;
  log.note(field, `${[...words.keys()].join(" or ")} is expected here.`, came, found);
  return found;
}

const partyReader =
  (field: string, kind: PartyKind): Reader<Party | null> =>
  (record, log) => {
    const found = readRef(record, field, log, longestIndexed);
    return found === null ? null : partyOf(kind, found.value, found.name);
  };

const partyKinds = new Map<string, PartyKind>([
  ["customer", "customer"],
  ["vendor", "vendor"],
  ["employee", "employee"],
  // A job is a customer below a customer.
  ["job", "customer"],
]);

const typedPartyReader =
  (field: string): Reader<Party | null> =>
  (record, log) => {
    const found = readRef(record, field, log, longestIndexed);
    return found === null ? null : partyOfKind(found.type, found.value, found.name);
  };

const wrappedPartyReader =
  (field: string): Reader<Party | null> =>
  (record, log) => {
    const wrapper = readObject(record, field, log);
    if (wrapper === null) return null;
    log.enter(field);
    const found = readRef(wrapper, "EntityRef", log, longestIndexed);
    const type = found && readText(wrapper, "Type", log, longestIndexed);
    log.leave();
    return found === null ? null : partyOfKind(type, found.value, found.name);
  };

function partyOfKind(type: string | null, id: string | null, name: string | null): Party | null {
  const kind = partyKinds.get((type ?? "").toLowerCase());
  return kind === undefined ? null : partyOf(kind, id, name);
}

function partyOf(kind: PartyKind, id: string | null, name: string | null): Party {
  return { kind: id === null ? null : kind, id, name };
}

const chosenReader =
  (
    field: string,
    readers: ReadonlyMap<string, Reader<unknown>>,
    otherwise: Reader<unknown>,
  ): Reader<unknown> =>
  (record: WireRecord, log, rule) => {
    const chosen = readText(record, field, log, longestIndexed);
    if (chosen === null) return null;
    const read = readers.get(chosen);
    if (read) return read(record, log, rule);
    log.note(field, "This is none of its known words.", chosen, null);
    return otherwise(record, log, rule);
  };
