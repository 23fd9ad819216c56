// Records made for tests, in Intuit's shapes. Members of Intuit's documentation, values of our own.

import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";

export function listRecord(members: WireRecord = {}): WireRecord {
  return {
    domain: "QBO",
    sparse: false,
    Id: "7",
    SyncToken: "2",
    MetaData: { CreateTime: "2026-03-01T08:00:00-08:00", LastUpdatedTime: "2026-03-09T09:30:00-07:00" },
    ...members,
  };
}

export function transactionRecord(members: WireRecord = {}): WireRecord {
  return listRecord({ TxnDate: "2026-03-08", CurrencyRef: { value: "USD" }, ...members });
}

export function itemLine(members: WireRecord = {}): WireRecord {
  return {
    Id: "1",
    Description: "Gardening",
    Amount: 140.25,
    DetailType: "SalesItemLineDetail",
    SalesItemLineDetail: {
      ItemRef: { value: "6", name: "Gardening" },
      ClassRef: { value: "3" },
      ItemAccountRef: { value: "45" },
      TaxCodeRef: { value: "NON" },
      Qty: 4,
      UnitPrice: 35.0625,
    },
    ...members,
  };
}
