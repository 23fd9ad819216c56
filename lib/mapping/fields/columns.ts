// The vocabulary in which mappings are written: each function describes where one column stands in Intuit's
// JSON. A description is data and does nothing: read-column reads a column by it, write-column writes one.

import type { CalendarDate } from "#lib/core/calendar-date.ts";
import type { DecimalText } from "#lib/core/decimal-text.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import type { AdjustmentLog } from "./adjustment-log.ts";
import type { ColumnRule } from "./column-rules.ts";
import type { PartyKind } from "../mapped-record.ts";

/** `rule`: of the column that the value goes to, see column-rules. */
export type Reader<T> = (record: WireRecord, log: AdjustmentLog, rule: ColumnRule) => T;

export interface Party {
  readonly kind: PartyKind | null;
  /** Null, as the kind, where QuickBooks sent a name alone. */
  readonly id: string | null;
  readonly name: string | null;
}

type Shape =
  | { readonly kind: "text" | "day" | "decimal" | "ref"; readonly field: string }
  | { readonly kind: "typedParty"; readonly field: string }
  | { readonly kind: "wrappedParty"; readonly field: string }
  | { readonly kind: "flag"; readonly field: string; readonly whenAbsent: boolean }
  | { readonly kind: "word"; readonly field: string; readonly words: Readonly<Record<string, string>> }
  | { readonly kind: "party"; readonly field: string; readonly of: PartyKind }
  | { readonly kind: "inside"; readonly field: string; readonly column: AnyColumn }
  | { readonly kind: "either"; readonly columns: readonly AnyColumn[] }
  | {
      readonly kind: "chosenBy";
      readonly field: string;
      readonly columns: Readonly<Record<string, AnyColumn>>;
      readonly otherwise: AnyColumn;
    }
  | { readonly kind: "constant"; readonly value: unknown }
  | { readonly kind: "derived"; readonly read: Reader<unknown>; readonly because: string };

declare const value: unique symbol;
/** A column whose values are `T`: only the compiler knows of it. */
export type Column<T> = Shape & { readonly [value]?: T };
/** One of whatever values. */
export type AnyColumn = Shape;

export const text = (field: string): Column<string | null> => ({ kind: "text", field });
export const day = (field: string): Column<CalendarDate | null> => ({ kind: "day", field });
export const decimal = (field: string): Column<DecimalText | null> => ({ kind: "decimal", field });
export const flag = (field: string, whenAbsent: boolean): Column<boolean> => ({
  kind: "flag",
  field,
  whenAbsent,
});

/** One of a few words, QuickBooks' on the left and ours on the right. A record without one is noted. */
export const word = <const W extends string>(
  field: string,
  words: Readonly<Record<string, W>>,
): Column<W | null> => ({ kind: "word", field, words });

/** The Id that a reference names. */
export const ref = (field: string): Column<string | null> => ({ kind: "ref", field });

/** A column of the object in `field`. */
export const inside = <T>(field: string, column: Column<T | null>): Column<T | null> => ({
  kind: "inside",
  field,
  column,
});

/** The first of the columns that is not null. Written where the record has it, else to the first. */
export const either = <T>(...columns: readonly Column<T | null>[]): Column<T | null> => ({
  kind: "either",
  columns,
});

/** The same for every record of the type, so that nothing of it is QuickBooks' to be told. */
export const constant = <T>(value: T): Column<T> => ({ kind: "constant", value });

/** A party whose kind the field itself tells: CustomerRef, VendorRef, EmployeeRef. */
export const party = (field: string, of: PartyKind): Column<Party | null> => ({ kind: "party", field, of });

/** A party whose kind is written beside it; null for kinds that are no name list, such as "Other". */
export const typedParty = (field: string): Column<Party | null> => ({ kind: "typedParty", field });

/** A journal line's party: {"Type": "Vendor", "EntityRef": {…}}. */
export const wrappedParty = (field: string): Column<Party | null> => ({ kind: "wrappedParty", field });

/** The one of `columns` that a field's word chooses; `otherwise` where it is no such word. */
export const chosenBy = <T>(
  field: string,
  columns: Readonly<Record<string, Column<T | null>>>,
  otherwise: Column<T | null>,
): Column<T | null> => ({ kind: "chosenBy", field, columns, otherwise });

/**
 * Made of several fields, or of none alone, by code of its own. It cannot be written.
 *
 * @param because Why not, as the end of a sentence that begins with the column.
 */
export const derived = <T>(read: Reader<T>, because: string): Column<T> => ({
  kind: "derived",
  read,
  because,
});
