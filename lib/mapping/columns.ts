// The vocabulary in which mappings are written: each function makes a reader of one column. All read
// null where the field is absent, and throw AppError `record.unreadable` where it is of another shape.

import type { CalendarDate } from "../core/calendar-date.ts";
import type { DecimalText } from "../core/decimal-text.ts";
import {
  readDay,
  readDecimal,
  readFlag,
  readObject,
  readRef,
  readRefId,
  readText,
  requireText,
  unreadable,
} from "../quickbooks/wire/read-field.ts";
import type { WireRecord } from "../quickbooks/wire/wire-record.ts";
import type { PartyKind } from "./mapped-record.ts";

export type Column<T> = (record: WireRecord) => T;

export interface Party {
  readonly kind: PartyKind;
  readonly id: string;
  readonly name: string | null;
}

export const text =
  (field: string): Column<string | null> =>
  (record) =>
    readText(record, field);

export const requiredText =
  (field: string): Column<string> =>
  (record) =>
    requireText(record, field);

export const day =
  (field: string): Column<CalendarDate | null> =>
  (record) =>
    readDay(record, field);

export const decimal =
  (field: string): Column<DecimalText | null> =>
  (record) =>
    readDecimal(record, field);

export const flag =
  (field: string, whenAbsent: boolean): Column<boolean> =>
  (record) =>
    readFlag(record, field) ?? whenAbsent;

/** The Id that a reference names. */
export const ref =
  (field: string): Column<string | null> =>
  (record) =>
    readRefId(record, field);

/** A column of the object in `field`. */
export const inside =
  <T>(field: string, column: Column<T | null>): Column<T | null> =>
  (record) => {
    const inner = readObject(record, field);
    return inner === null ? null : column(inner);
  };

/** The first of the columns that is not null. */
export const either =
  <T>(...columns: readonly Column<T | null>[]): Column<T | null> =>
  (record) => {
    for (const column of columns) {
      const value = column(record);
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
  (record) => {
    const found = readRef(record, field);
    return found === null ? null : { kind, id: found.value, name: found.name };
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
  (record) => {
    const found = readRef(record, field);
    return found === null ? null : partyOfKind(found.type, found.value, found.name);
  };

/** A journal line's party: {"Type": "Vendor", "EntityRef": {…}}. */
export const wrappedParty =
  (field: string): Column<Party | null> =>
  (record) => {
    const wrapper = readObject(record, field);
    if (wrapper === null) return null;
    const found = readRef(wrapper, "EntityRef");
    return found === null ? null : partyOfKind(readText(wrapper, "Type"), found.value, found.name);
  };

function partyOfKind(type: string | null, id: string, name: string | null): Party | null {
  const kind = partyKinds.get((type ?? "").toLowerCase());
  return kind === undefined ? null : { kind, id, name };
}

/** The one of `columns` that a field's word chooses. */
export const chosenBy =
  <T>(field: string, columns: Readonly<Record<string, Column<T | null>>>): Column<T | null> =>
  (record) => {
    const word = readText(record, field);
    if (word === null) return null;
    const column = Object.hasOwn(columns, word) ? columns[word] : undefined;
    if (column === undefined) throw unreadable(field, "one of its known words");
    return column(record);
  };
