// The vocabulary in which mappings are written: each function makes a reader of one column. All read
// null where the field is absent; what is there in another shape is coerced or left out, and noted.

import type { CalendarDate } from "#lib/core/calendar-date.ts";
import type { DecimalText } from "#lib/core/decimal-text.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import type { AdjustmentLog } from "./adjustment-log.ts";
import { longestIndexed, type ColumnRule } from "./column-rules.ts";
import type { PartyKind } from "../mapped-record.ts";
import { readDay, readDecimal, readFlag, readObject, readRef, readRefId, readText } from "./read-field.ts";

/** `rule`: of the column that the value goes to, see column-rules. */
export type Column<T> = (record: WireRecord, log: AdjustmentLog, rule: ColumnRule) => T;

export interface Party {
  readonly kind: PartyKind | null;
  /** Null, as the kind, where QuickBooks sent a name alone. */
  readonly id: string | null;
  readonly name: string | null;
}

export const text =
  (field: string): Column<string | null> =>
  (record, log, rule) =>
    readText(record, field, log, rule.longest);

export const day =
  (field: string): Column<CalendarDate | null> =>
  (record, log) =>
    readDay(record, field, log);

export const decimal =
  (field: string): Column<DecimalText | null> =>
  (record, log, rule) =>
    readDecimal(record, field, log, rule);

export const flag =
  (field: string, whenAbsent: boolean): Column<boolean> =>
  (record, log) =>
    readFlag(record, field, log) ?? whenAbsent;

/** The Id that a reference names. */
export const ref =
  (field: string): Column<string | null> =>
  (record, log) =>
    readRefId(record, field, log);

/** A column of the object in `field`. */
export const inside =
  <T>(field: string, column: Column<T | null>): Column<T | null> =>
  (record, log, rule) => {
    const inner = readObject(record, field, log);
    if (inner === null) return null;
    log.enter(field);
    const value = column(inner, log, rule);
    log.leave();
    return value;
  };

/** The first of the columns that is not null. */
export const either =
  <T>(...columns: readonly Column<T | null>[]): Column<T | null> =>
  (record, log, rule) => {
    for (const column of columns) {
      const value = column(record, log, rule);
      if (value !== null) return value;
    }
    return null;
  };

export const constant =
  <T>(value: T): Column<T> =>
  () =>
    value;

/** A party whose kind the field itself tells: CustomerRef, VendorRef, EmployeeRef. */
export const party =
  (field: string, kind: PartyKind): Column<Party | null> =>
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

/** A party whose kind is written beside it; null for kinds that are no name list, such as "Other". */
export const typedParty =
  (field: string): Column<Party | null> =>
  (record, log) => {
    const found = readRef(record, field, log, longestIndexed);
    return found === null ? null : partyOfKind(found.type, found.value, found.name);
  };

/** A journal line's party: {"Type": "Vendor", "EntityRef": {…}}. */
export const wrappedParty =
  (field: string): Column<Party | null> =>
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

/** The one of `columns` that a field's word chooses; `otherwise` where it is no such word. */
export const chosenBy =
  <T>(
    field: string,
    columns: Readonly<Record<string, Column<T | null>>>,
    otherwise: Column<T | null>,
  ): Column<T | null> =>
  (record, log, rule) => {
    const word = readText(record, field, log, longestIndexed);
    if (word === null) return null;
    const column = Object.hasOwn(columns, word) ? columns[word] : undefined;
    if (column) return column(record, log, rule);
    log.note(field, "This is none of its known words.", word, null);
    return otherwise(record, log, rule);
  };
