import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { allRecordTypes, type RecordType } from "#lib/books/record-type.ts";
import { AppError } from "#lib/core/app-error.ts";
import { mapRecord } from "#lib/mapping/map-record.ts";
import { listRecord, transactionRecord } from "./samples.ts";

function failureOf(recordType: RecordType, raw: unknown): AppError {
  try {
    mapRecord(recordType, raw);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error("the record was read");
}

const secret = "Amy's Bird Sanctuary";

const cases: readonly (readonly [RecordType, unknown])[] = [
  ["invoice", transactionRecord({ Id: undefined })],
  ["invoice", transactionRecord({ Id: null })],
  ["invoice", transactionRecord({ Id: "" })],
  ["invoice", transactionRecord({ Id: "  " })],
  ["invoice", transactionRecord({ Id: { value: secret } })],
  ["invoice", transactionRecord({ Id: [1] })],
  ["invoice", transactionRecord({ Id: true })],
  // Rounded by JavaScript: it could be the Id of another record.
  ["invoice", transactionRecord({ Id: 2 ** 53 })],
  ["invoice", transactionRecord({ Id: 1.5 })],
  // Cut or cleaned, it could be the Id of another record.
  ["invoice", transactionRecord({ Id: "9".repeat(256) })],
  ["invoice", transactionRecord({ Id: "9\0" })],
  ["invoice", transactionRecord({ Id: "9\ud83d" })],
  ["customer", listRecord({ Id: undefined, DisplayName: secret })],
  ["recurring_transaction", { Invoice: transactionRecord({ Id: undefined }) }],
  ["recurring_transaction", { Unheard: { TxnDate: "2026-03-08" } }],
  ["exchange_rate", { AsOfDate: "2026-03-08", Rate: 1.1 }],
  ["invoice", secret],
  ["invoice", [transactionRecord()]],
  ["invoice", null],
];

/** QuickBooks has one of each: they need no Id. */
const singletons: readonly RecordType[] = ["company_info", "preferences"];

describe("a record without an Id", () => {
  it.each(cases)("is rejected, in words without any of its values (%#)", (recordType, raw) => {
    const failure = failureOf(recordType, raw);
    expect(failure.code).toBe("record.unreadable");
    expect(failure.message).not.toContain(secret);
  });

  it("is rejected as such whatever nonsense it is, for every type", () => {
    const withId = allRecordTypes.filter((recordType) => !singletons.includes(recordType));
    fc.assert(
      fc.property(fc.constantFrom(...withId), fc.jsonValue({ maxDepth: 3 }), (recordType, raw) => {
        expect(failureOf(recordType, raw).code).toBe("record.unreadable");
      }),
      { numRuns: 400 },
    );
  });
});

describe("a field that nobody knows", () => {
  it("is no reason to refuse a record, and is kept", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const raw = transactionRecord({ FieldOfTomorrow: value });
        const { row } = mapRecord("invoice", raw);
        expect(JSON.parse(row.source)).toEqual(JSON.parse(JSON.stringify(raw)));
      }),
    );
  });
});
