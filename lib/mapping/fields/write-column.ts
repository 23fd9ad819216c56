// Writes a column into Intuit's JSON as its description says: the inverse of read-column. Whether QuickBooks
// takes a field from us, or computes it (a balance, a total), is for the caller to know.

import { AppError } from "#lib/core/app-error.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { isWireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { AdjustmentLog } from "./adjustment-log.ts";
import { anyValue } from "./column-rules.ts";
import type { AnyColumn, Column, Party } from "./columns.ts";
import { readerOf } from "./read-column.ts";

/** Why the column cannot be written, as the end of a sentence that begins with it; null where it can. */
export function whyUnwritable(column: AnyColumn): string | null {
  switch (column.kind) {
    case "constant":
      return "is the same for every record of its type.";
    case "derived":
      return column.because;
    case "inside":
      return whyUnwritable(column.column);
    case "either":
      return column.columns.map(whyUnwritable).find((reason) => reason !== null) ?? null;
    default:
      return null;
  }
}

/**
 * The fields that stand for `value`, without those that do not. Null and absent are alike to a reader, so
 * that nothing is written for null: emptying a field is said to QuickBooks in another way than leaving it.
 *
 * @param base The record as QuickBooks sent it last: of several fields that may hold the column it tells
 * which does. `{}` for a new one.
 * @throws AppError `request.invalid` for a column that cannot be written.
 */
export function writeColumn<T>(column: Column<T>, value: T, base: WireRecord): WireRecord {
  const reason = whyUnwritable(column);
  if (reason !== null) throw new AppError("request.invalid", `The column ${reason}`);
  return value === null ? {} : write(column, value, base);
}

function write(column: AnyColumn, value: unknown, base: WireRecord): WireRecord {
  switch (column.kind) {
    case "text":
    case "day":
    case "flag":
      return { [column.field]: value };
    case "decimal":
      return { [column.field]: Number(value) };
    case "word":
      return { [column.field]: theirWord(column.words, value) };
    case "ref":
      return { [column.field]: { value } };
    case "inside":
      return { [column.field]: write(column.column, value, objectIn(base[column.field])) };
    case "either":
      return write(columnInUse(column.columns, base), value, base);
    case "party":
    case "typedParty":
    case "wrappedParty":
    case "chosenBy":
      /* A party's column holds one. */
      return writeParty(column, value as Party, base);
    case "constant":
    case "derived":
      return {};
  }
}

function objectIn(value: unknown): WireRecord {
  return isWireRecord(value) ? value : {};
}

function theirWord(words: Readonly<Record<string, string>>, ours: unknown): string | undefined {
  return Object.entries(words).find(([, known]) => known === ours)?.[0];
}

/** The column that the record has, else the first of them. */
function columnInUse(columns: readonly AnyColumn[], base: WireRecord): AnyColumn {
  const inUse = columns.find((column) => readerOf(column)(base, new AdjustmentLog(), anyValue) !== null);
  const chosen = inUse ?? columns[0];
  if (!chosen) throw new AppError("internal", "a column is either of none");
  return chosen;
}

type PartyColumn = Extract<
  AnyColumn,
  { readonly kind: "party" | "typedParty" | "wrappedParty" | "chosenBy" }
>;

const theirKinds = { customer: "Customer", vendor: "Vendor", employee: "Employee" } as const;

function writeParty(column: PartyColumn, value: Party, base: WireRecord): WireRecord {
  const ref = {
    ...(value.id === null ? {} : { value: value.id }),
    ...(value.name === null ? {} : { name: value.name }),
  };
  const type = value.kind === null ? {} : { type: theirKinds[value.kind] };
  switch (column.kind) {
    case "party":
      return { [column.field]: ref };
    case "typedParty":
      return { [column.field]: { ...ref, ...type } };
    case "wrappedParty":
      return { [column.field]: { ...(type.type ? { Type: type.type } : {}), EntityRef: ref } };
    case "chosenBy": {
      const [chosen, inner] = chooseFor(column, value, base);
      return { [column.field]: chosen, ...write(inner, value, base) };
    }
  }
}

/** The word that the record says, where it leads to a party of this kind; else the one that does. */
function chooseFor(
  { field, columns }: Extract<PartyColumn, { readonly kind: "chosenBy" }>,
  value: Party,
  base: WireRecord,
): [string, AnyColumn] {
  const fitting = Object.entries(columns).filter(
    ([, column]) => column.kind === "party" && (value.kind === null || column.of === value.kind),
  );
  const chosen = fitting.find(([name]) => name === base[field]) ?? fitting[0];
  if (!chosen) throw new AppError("request.invalid", `No ${field} is for a ${value.kind ?? "name"}.`);
  return chosen;
}
