// Rows back into Intuit's JSON: what a change of our columns means to QuickBooks. The inverse of map-record.

import type { RecordType } from "#lib/books/record-type.ts";
import { AppError } from "#lib/core/app-error.ts";
import { isWireRecord, type WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import type { AnyColumn, Column, Party } from "./fields/columns.ts";
import { lineDetailOf, linkOnly, type LineColumns } from "./fields/line-details.ts";
import { whyUnwritable, writeColumn } from "./fields/write-column.ts";
import type { EntityRow, LineRow, TransactionRow } from "./mapped-record.ts";
import { mappings, type Mapping } from "./mappings.ts";

/** Of the header; those that are not given are left alone. A party is its three columns together. */
export type ColumnValues = Partial<EntityRow> | Partial<TransactionRow>;

type Columns = Readonly<Record<string, AnyColumn | { readonly kind: "ofLines"; readonly because: string }>>;

/** Where each column of a type stands; null for templates, which are no record of their own. */
export function columnsOf(recordType: RecordType): Columns | null {
  const mapping: Mapping = mappings[recordType];
  return mapping.shape === "template" ? null : { ...mapping.columns };
}

/** Of the columns of a type, those that cannot be written, and why, as the end of a sentence. */
export function unwritableColumns(recordType: RecordType): Readonly<Record<string, string>> {
  const found = Object.entries(columnsOf(recordType) ?? {}).flatMap(([name, column]) => {
    const because = column.kind === "ofLines" ? column.because : whyUnwritable(column);
    return because === null ? [] : [[name, because] as const];
  });
  return Object.fromEntries(found);
}

/**
 * The fields of Intuit's JSON that stand for these values.
 *
 * @param base The record as QuickBooks sent it last, `{}` for a new one: see writeColumn.
 * @throws AppError `request.invalid` for a column that the type does not have, or that cannot be written.
 */
export function writeRecord(recordType: RecordType, values: ColumnValues, base: WireRecord): WireRecord {
  const columns = columnsOf(recordType) ?? {};
  return merged(
    Object.entries(withParty(values)).map(([name, value]) => {
      const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
      if (!column) throw new AppError("request.invalid", `${recordType} has no column ${name}.`);
      if (column.kind === "ofLines") throw new AppError("request.invalid", `${name} ${column.because}`);
      return writeColumn<unknown>(column, value, base);
    }),
  );
}

/** One line, without the lines of a group and without what it is linked to. */
export function writeLine(line: LineRow, base: WireRecord): WireRecord {
  const { columns, key = line.detailType } = lineDetailOf(line.detailType);
  const isLink = line.detailType === linkOnly;
  const inner = base[key];
  const of = isWireRecord(inner) ? inner : {};
  const values = withParty(line);
  const detail = merged(
    Object.entries<Column<unknown>>({ ...columns } satisfies LineColumns).map(([name, column]) =>
      whyUnwritable(column) === null ? writeColumn(column, values[name] ?? null, of) : {},
    ),
  );
  return {
    ...(line.lineId === null ? {} : { Id: line.lineId }),
    ...(line.amount === null ? {} : { Amount: Number(line.amount) }),
    ...(line.description === null ? {} : { Description: line.description }),
    ...(isLink ? {} : { DetailType: line.detailType }),
    ...(isLink || Object.keys(detail).length === 0 ? {} : { [key]: detail }),
  };
}

/** The columns of a party as the one value that its field holds. */
function withParty(values: object): Readonly<Record<string, unknown>> {
  const { partyKind, partyId, partyName, ...rest } = values as Partial<TransactionRow>;
  if (partyKind === undefined && partyId === undefined && partyName === undefined) return { ...rest };
  const party: Party = { kind: partyKind ?? null, id: partyId ?? null, name: partyName ?? null };
  return { ...rest, party: party.id === null && party.name === null ? null : party };
}

/** Columns may stand in the same object: an address and a name within it. */
function merged(parts: readonly WireRecord[]): WireRecord {
  const whole: Record<string, unknown> = {};
  for (const [field, value] of parts.flatMap((part) => Object.entries(part))) {
    const present = whole[field];
    whole[field] = isWireRecord(present) && isWireRecord(value) ? merged([present, value]) : value;
  }
  return whole;
}
