import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { allRecordTypes, type RecordType } from "../../../lib/books/record-type.ts";
import { AppError } from "../../../lib/core/app-error.ts";
import { mapRecord } from "../../../lib/mapping/map-record.ts";
import { itemLine, listRecord, transactionRecord } from "./samples.ts";

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

const cases: readonly (readonly [string, RecordType, unknown])[] = [
  ["Id", "invoice", transactionRecord({ Id: undefined })],
  ["Id", "invoice", transactionRecord({ Id: 12 })],
  ["Id", "invoice", transactionRecord({ Id: "9".repeat(65) })],
  ["SyncToken", "invoice", transactionRecord({ SyncToken: undefined })],
  ["SyncToken", "invoice", transactionRecord({ SyncToken: secret })],
  ["SyncToken", "invoice", transactionRecord({ SyncToken: "9999999999" })],
  ["MetaData.LastUpdatedTime", "invoice", transactionRecord({ MetaData: undefined })],
  ["MetaData.LastUpdatedTime", "invoice", transactionRecord({ MetaData: {} })],
  ["MetaData.LastUpdatedTime", "invoice", transactionRecord({ MetaData: { LastUpdatedTime: secret } })],
  ["TotalAmt", "invoice", transactionRecord({ TotalAmt: "12.00" })],
  ["TotalAmt", "invoice", transactionRecord({ TotalAmt: 1.2345678901234567e21 })],
  ["TxnDate", "invoice", transactionRecord({ TxnDate: "2026-02-30" })],
  ["CustomerRef", "invoice", transactionRecord({ CustomerRef: secret })],
  ["value", "invoice", transactionRecord({ CustomerRef: { value: 1 } })],
  ["PrivateNote", "invoice", transactionRecord({ PrivateNote: `${secret}\0` })],
  ["Line", "invoice", transactionRecord({ Line: {} })],
  ["Amount", "invoice", transactionRecord({ Line: [itemLine({ Amount: secret })] })],
  [
    "SalesItemLineDetail",
    "invoice",
    transactionRecord({ Line: [itemLine({ SalesItemLineDetail: secret })] }),
  ],
  ["TxnId", "invoice", transactionRecord({ LinkedTxn: [{ TxnType: "Payment" }] })],
  ["PostingType", "journal_entry", transactionRecord({ Line: [{ DetailType: "JournalEntryLineDetail" }] })],
  ["NameOf", "time_activity", transactionRecord({ NameOf: secret })],
  ["DisplayName", "customer", listRecord({ Balance: 1 })],
  ["DisplayName", "employee", listRecord({})],
  ["Active", "class", listRecord({ Name: "East", Active: secret })],
  ["RecurringTransaction", "recurring_transaction", { Unheard: transactionRecord() }],
  ["RecurringTransaction", "recurring_transaction", { Customer: listRecord({ DisplayName: secret }) }],
  ["SyncToken", "invoice", { domain: "QBO", status: "Deleted", Id: "9" }],
];

describe("a record that cannot be read", () => {
  it.each(cases)("is refused naming %s, without any of its values (%#)", (field, recordType, raw) => {
    const failure = failureOf(recordType, raw);
    expect(failure.code).toBe("record.unreadable");
    expect(failure.message).toContain(field);
    expect(failure.message).not.toContain(secret);
  });

  it("is refused as such whatever nonsense it is, for every type", () => {
    fc.assert(
      fc.property(fc.constantFrom(...allRecordTypes), fc.jsonValue({ maxDepth: 3 }), (recordType, raw) => {
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
