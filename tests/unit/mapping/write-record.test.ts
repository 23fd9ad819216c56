// Writing a record's columns gives back the fields of Intuit's JSON that they were read from.

import fc from "fast-check";
import { describe, expect, it, test } from "vitest";

import { allRecordTypes, type RecordType } from "#lib/books/record-type.ts";
import { isCalendarDate } from "#lib/core/calendar-date.ts";
import type { AnyColumn } from "#lib/mapping/fields/columns.ts";
import { mapRecord } from "#lib/mapping/map-record.ts";
import type { LineRow } from "#lib/mapping/mapped-record.ts";
import { columnsOf, unwritableColumns, writeLine, writeRecord } from "#lib/mapping/write-record.ts";
import { isWireRecord, type WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { isRecordedMaterialHere, recordedRecords } from "#tests/support/recorded.ts";

type Values = Readonly<Record<string, unknown>>;

const writableOf = (recordType: RecordType): readonly string[] =>
  Object.keys(columnsOf(recordType) ?? {}).filter((name) => !(name in unwritableColumns(recordType)));

/** What a row holds in the columns that can be written. */
function writableValues(recordType: RecordType, row: Values): Values {
  const names = writableOf(recordType).flatMap((name) =>
    name === "party" ? ["partyKind", "partyId", "partyName"] : [name],
  );
  return Object.fromEntries(names.map((name) => [name, row[name]]));
}

/** All that is written and does not stand in the record so, by its path. */
function strange(written: unknown, came: unknown, path = ""): readonly string[] {
  if (isWireRecord(written) && isWireRecord(came)) {
    return Object.entries(written).flatMap(([field, value]) =>
      strange(value, came[field], `${path}.${field}`),
    );
  }
  return written === came ? [] : [`${path}: ${JSON.stringify(written)} for ${JSON.stringify(came)}`];
}

/** The lines as their rows are counted: those of a group behind it. */
function linesOf(holder: WireRecord): readonly WireRecord[] {
  const lines: readonly unknown[] = Array.isArray(holder["Line"]) ? holder["Line"] : [];
  return lines.filter(isWireRecord).flatMap((line) => {
    const group = line["DetailType"] === "GroupLineDetail" ? line["GroupLineDetail"] : null;
    return isWireRecord(group) ? [line, ...linesOf(group)] : [line];
  });
}

describe("of records that QuickBooks really sent", () => {
  const recorded = recordedRecords().filter(({ recordType }) => columnsOf(recordType) !== null);

  it("the columns give back the fields that they were read from", () => {
    for (const { recordType, record } of recorded) {
      const { row } = mapRecord(recordType, record);
      const written = writeRecord(recordType, writableValues(recordType, { ...row }), record);
      // What does not say that it is inactive is in use.
      const came = { Active: true, ...record };
      expect(strange(written, came), `${recordType} ${row.sourceId}`).toEqual([]);
      const read = mapRecord(recordType, { ...written, Id: "1", Line: record["Line"] }).row;
      expect(writableValues(recordType, { ...read })).toEqual(writableValues(recordType, { ...row }));
    }
  });

  it("the lines give back theirs", () => {
    let count = 0;
    for (const { recordType, record } of recorded) {
      const mapped = mapRecord(recordType, record);
      if (mapped.shape !== "transaction") continue;
      for (const [place, line] of linesOf(record).entries()) {
        const row = mapped.lines[place];
        if (!row) throw new Error("a line has no row");
        const written = writeLine(row, line);
        expect(strange(written, line), `${recordType} ${mapped.row.sourceId}`).toEqual([]);
        expect(withoutPlace(readLine(written))).toEqual(withoutPlace(row));
        count += 1;
      }
    }
    expect(count).toBeGreaterThanOrEqual(isRecordedMaterialHere ? 90 : 0);
  });
});

function readLine(line: WireRecord): LineRow | undefined {
  const mapped = mapRecord("invoice", { Id: "1", SyncToken: "0", Line: [line] });
  return mapped.shape === "transaction" ? mapped.lines[0] : undefined;
}

const withoutPlace = (row: LineRow | undefined): object => ({ ...row, position: 0 });

const named = fc.string({ maxLength: 60 }).map((text) => `x${text}`);
const days = fc
  .tuple(
    fc.integer({ min: 1990, max: 2090 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, ...rest]) => [year, ...rest.map((part) => String(part).padStart(2, "0"))].join("-"))
  .filter(isCalendarDate);
const cents = fc.integer({ min: -1e9, max: 1e9 }).map((amount) => String(amount / 100));

/** Some value that a column of this description can hold. */
function valueFor(column: AnyColumn): fc.Arbitrary<unknown> {
  switch (column.kind) {
    case "text":
    case "ref":
      return named;
    case "day":
      return days;
    case "decimal":
      return cents;
    case "flag":
      return fc.boolean();
    case "word":
      return fc.constantFrom(...Object.values(column.words));
    case "inside":
      return valueFor(column.column);
    case "either":
      return column.columns[0] ? valueFor(column.columns[0]) : fc.constant(null);
    case "party":
      return fc.record({ kind: fc.constant(column.of), id: named, name: named });
    case "chosenBy":
    case "typedParty":
    case "wrappedParty":
      return fc.record({ kind: fc.constantFrom("vendor", "employee"), id: named, name: named });
    case "constant":
    case "derived":
      throw new Error("such a column is not written");
  }
}

const types = allRecordTypes.filter((recordType) => columnsOf(recordType) !== null);

test.each(types)("what is written into a new %s is read from it again", (recordType) => {
  const columns = columnsOf(recordType) ?? {};
  // Two names for one field hold one value.
  const names = writableOf(recordType).filter(
    (name, at, all) => all.findIndex((one) => sameField(columns[one], columns[name])) === at,
  );
  const arbitraries = names.map((name) => {
    const column = columns[name];
    if (!column || column.kind === "ofLines") throw new Error(`${name} is not written`);
    return valueFor(column).map((value) => (name === "party" ? partyColumns(value) : { [name]: value }));
  });
  fc.assert(
    fc.property(fc.tuple(...arbitraries), (parts) => {
      const values: Values = Object.assign({}, ...parts) as Values;
      const written = writeRecord(recordType, values, {});
      const identity = { Id: "1", SourceCurrencyCode: "USD", ...written };
      expect(mapRecord(recordType, identity).row).toMatchObject(values);
    }),
    { numRuns: 25 },
  );
});

const sameField = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function partyColumns(party: unknown): Values {
  const { kind, id, name } = party as Values;
  return { partyKind: kind, partyId: id, partyName: name };
}

test("a column that is joined or told by several fields says that it cannot be written", () => {
  const reasons = types.map((recordType) => [recordType, unwritableColumns(recordType)] as const);
  const found = Object.fromEntries(reasons.map(([recordType, why]) => [recordType, Object.keys(why)]));
  expect(found.customer).toContain("entityType");
  expect(found.employee).toContain("name");
  expect(found.exchange_rate).toContain("name");
  expect(found.journal_entry).toContain("totalAmount");
  expect(found.attachable).toEqual(expect.arrayContaining(["name", "fullName"]));
  for (const because of reasons.flatMap(([, why]) => Object.values(why))) expect(because).toMatch(/\.$/);
  expect(() => writeRecord("customer", { entityType: "Job" }, {})).toThrow(/IsProject and Job/);
  expect(() => writeRecord("invoice", { name: "A name" }, {})).toThrow(/no column name/);
});

test("of several fields that may hold a column, the one is written that the record has", () => {
  const mobile = { Mobile: { FreeFormNumber: "1" } };
  expect(writeRecord("employee", { phone: "2" }, mobile)).toEqual({ Mobile: { FreeFormNumber: "2" } });
  expect(writeRecord("employee", { phone: "2" }, {})).toEqual({ PrimaryPhone: { FreeFormNumber: "2" } });
  const byCard = { CreditCardPayment: { CCAccountRef: { value: "41", name: "Visa" } } };
  expect(writeRecord("bill_payment", { accountId: "42" }, byCard)).toEqual({
    CreditCardPayment: { CCAccountRef: { value: "42" } },
  });
});
