// How many invoices a second one core reads and maps, beside the floor: parsing the same pages and
// writing each record out again as JSON, which any copy of the books must do.

import { performance } from "node:perf_hooks";

import { mapRecord } from "#lib/mapping/map-record.ts";
import type { Report, Run } from "./harness/run-named.ts";

const pageSize = 1000;

/** `--seconds`: how long each side runs. */
export function benchMapping({ argument, print }: Run): Promise<Report> {
  const seconds = argument("seconds", 3);
  const page = JSON.stringify(Array.from({ length: pageSize }, (_, index) => invoice(index + 1)));
  const floorPerSecond = perSecond(page, seconds, (record) => JSON.stringify(record));
  const mappedPerSecond = perSecond(page, seconds, (record) => mapRecord("invoice", record));

  print(`bytes per invoice      ${Math.round(page.length / pageSize).toLocaleString("en")}`);
  print(`parse and write out    ${floorPerSecond.toLocaleString("en")} invoices/s`);
  print(`parse and map          ${mappedPerSecond.toLocaleString("en")} invoices/s`);
  const ratio = Number((mappedPerSecond / floorPerSecond).toFixed(3));
  return Promise.resolve({
    passed: true,
    figures: { ratio, invoicesPerSecond: mappedPerSecond, floorPerSecond },
  });
}

/** Whole pages of parse and `work`, after a warm-up of a fifth of the time. */
function perSecond(page: string, seconds: number, work: (record: unknown) => unknown): number {
  runFor(page, seconds / 5, work);
  const { pages, elapsedMs } = runFor(page, seconds, work);
  return Math.round((pages * pageSize * 1000) / elapsedMs);
}

function runFor(
  page: string,
  seconds: number,
  work: (record: unknown) => unknown,
): { pages: number; elapsedMs: number } {
  const startedAt = performance.now();
  let pages = 0;
  let elapsedMs = 0;
  do {
    const records: unknown = JSON.parse(page);
    if (!Array.isArray(records)) throw new Error("the page is a list");
    for (const record of records) work(record);
    pages += 1;
    elapsedMs = performance.now() - startedAt;
  } while (elapsedMs < seconds * 1000);
  return { pages, elapsedMs };
}

/** An invoice of the usual size: three lines, a subtotal, addresses, one payment linked. */
function invoice(id: number): object {
  const address = { Id: "2", Line1: "4581 Finch St.", City: "Bayshore", PostalCode: "94326" };
  const line = (number: number): object => ({
    Id: String(number),
    LineNum: number,
    Description: "Weekly gardening",
    Amount: 140.25 * number,
    DetailType: "SalesItemLineDetail",
    SalesItemLineDetail: {
      ItemRef: { value: "6", name: "Gardening" },
      UnitPrice: 35.25,
      Qty: 4,
      ItemAccountRef: { value: "45", name: "Landscaping Services" },
      TaxCodeRef: { value: "NON" },
    },
  });
  return {
    AllowOnlinePayment: false,
    AllowOnlineCreditCardPayment: false,
    AllowOnlineACHPayment: false,
    domain: "QBO",
    sparse: false,
    Id: String(id),
    SyncToken: "1",
    MetaData: { CreateTime: "2026-09-29T05:58:07-07:00", LastUpdatedTime: "2026-10-01T11:20:46-07:00" },
    CustomField: [{ DefinitionId: "1", Name: "Crew #", Type: "StringType", StringValue: "102" }],
    DocNumber: String(1000 + id),
    TxnDate: "2026-09-29",
    CurrencyRef: { value: "USD", name: "United States Dollar" },
    LinkedTxn: [{ TxnId: "62", TxnType: "Payment" }],
    Line: [
      line(1),
      line(2),
      line(3),
      { Amount: 841.5, DetailType: "SubTotalLineDetail", SubTotalLineDetail: {} },
    ],
    TxnTaxDetail: { TotalTax: 0 },
    CustomerRef: { value: "1", name: "Amy's Bird Sanctuary" },
    CustomerMemo: { value: "Thank you for your business and have a great day!" },
    BillAddr: address,
    ShipAddr: address,
    DueDate: "2026-10-29",
    TotalAmt: 841.5,
    ApplyTaxAfterDiscount: false,
    PrintStatus: "NeedToPrint",
    EmailStatus: "NotSet",
    BillEmail: { Address: "amy@example.com" },
    Balance: 100,
  };
}
