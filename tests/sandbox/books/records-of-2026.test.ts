// What records look like on the wire by the recordings of 2025 and 2026: members that are never given back,
// members that were added, and updates that change nothing.

import { beforeEach, describe, expect, test } from "vitest";

import {
  usualHabits,
  type BooksHabits,
  type Company,
  type WireObject,
  type WriteRequest,
  type WriteResult,
} from "#sandbox/company/company.ts";
import { openCompany } from "#sandbox/company/generate.ts";
import { at } from "../support/client-of.ts";

let ms = 0;
let habits: BooksHabits;
let company: Company;

beforeEach(() => {
  open("landscaper");
});

function open(profile: "landscaper" | "bindery"): void {
  ms = Date.parse("2026-11-20T18:00:00.250Z");
  habits = usualHabits;
  const spec = { realmId: "9130", seed: 5, index: 0, size: 420, profile } as const;
  company = openCompany(spec, { now: () => ms }, () => habits);
}

type Body = WriteRequest["body"];

function write(entity: string, body: Body, more: Partial<WriteRequest> = {}): WriteResult {
  ms += 60_000;
  return company.write({ entity, operation: "save", body, actor: "api", ...more });
}

function saved(entity: string, body: Body, more: Partial<WriteRequest> = {}): WireObject {
  const result = write(entity, body, more);
  if (result.kind !== "written") throw new Error(JSON.stringify(result));
  return result.object;
}

const all = (entity: string): WireObject[] => [...company.scan(entity, { order: "id" })];
const first = (entity: string, fits: (row: WireObject) => boolean = () => true): WireObject => {
  const row = all(entity).find(fits);
  if (row === undefined) throw new Error(`no ${entity}`);
  return row;
};
const key = (row: WireObject) => ({ Id: row.Id, SyncToken: row.SyncToken });
const lines = (row: WireObject) => row["Line"] as Record<string, unknown>[];
const sale = (Amount: number, more: object = {}) => ({
  Amount,
  DetailType: "SalesItemLineDetail",
  SalesItemLineDetail: { ItemRef: { value: "1" }, ...more },
});
const invoice = (more: Body = {}) =>
  saved("Invoice", { CustomerRef: { value: "1" }, Line: [sale(100)], ...more });

describe("payments", () => {
  test("no payment gives an ARAccountRef back and no bill payment an APAccountRef, though both are taken", () => {
    for (const row of all("Payment")) expect(row).not.toHaveProperty("ARAccountRef");
    for (const row of all("BillPayment")) expect(row).not.toHaveProperty("APAccountRef");
    const paid = saved("Payment", {
      CustomerRef: { value: "1" },
      TotalAmt: 5,
      ARAccountRef: { value: "84" },
    });
    expect(paid).not.toHaveProperty("ARAccountRef");
    const booked = [...company.ledger()].filter(
      (posting) => posting.entity === "Payment" && posting.transactionId === paid.Id,
    );
    expect(booked.map(({ accountId, cents }) => [accountId, cents])).toContainEqual(["84", -500]);
  });

  test("DepositToAccountRef has a value and no name", () => {
    const refs = all("Payment").flatMap((row) => row["DepositToAccountRef"] ?? []);
    expect(refs.length).toBeGreaterThan(0);
    for (const ref of refs) expect(Object.keys(ref)).toEqual(["value"]);
  });

  test("a line tells in LineEx the document's Id, what was open on it before, and its number", () => {
    const made = invoice({ DocNumber: "77-A" });
    const paid = saved("Payment", {
      CustomerRef: { value: "1" },
      TotalAmt: 40,
      Line: [{ Amount: 40, LinkedTxn: [{ TxnId: made.Id, TxnType: "Invoice" }] }],
    });
    const open = Number(made["TotalAmt"]).toFixed(2);
    const pairs = at(lines(paid)[0], "LineEx", "any") as { name: string; value: object }[];
    expect(pairs.map(({ value }) => value)).toEqual([
      { Name: "txnId", Value: made.Id },
      { Name: "txnOpenBalance", Value: open },
      { Name: "txnReferenceNumber", Value: "77-A" },
    ]);
    expect(pairs[0]).toMatchObject({
      name: "{http://schema.intuit.com/finance/v3}NameValue",
      declaredType: "com.intuit.schema.finance.v3.NameValue",
      nil: false,
    });
    // Sent back as it was read, the line says the same again: what this payment settled is not open beside it.
    const again = saved("Payment", { ...paid, PrivateNote: "seen" });
    expect(lines(again)).toEqual(lines(paid));
  });

  test("most lines of a generated company have it, and it names the right document", () => {
    const applied = all("Payment").flatMap(lines);
    const told = applied.filter((line) => line["LineEx"] !== undefined);
    expect(told.length).toBeGreaterThan(applied.length * 0.8);
    for (const line of told)
      expect(at(line, "LineEx", "any", 0, "value", "Value")).toBe(at(line, "LinkedTxn", 0, "TxnId"));
  });
});

test("a deposit's line that takes in a receipt has no Id, no LineNum and no DetailType", () => {
  const taken = all("Deposit")
    .flatMap(lines)
    .filter((line) => line["LinkedTxn"] !== undefined);
  expect(taken.length).toBeGreaterThan(0);
  for (const line of taken) {
    expect(Object.keys(line).filter((name) => name !== "DepositLineDetail")).toEqual(["Amount", "LinkedTxn"]);
    expect(at(line, "LinkedTxn", 0, "TxnLineId")).toBe("0");
  }
  const detailed = taken.filter((line) => line["DepositLineDetail"] !== undefined);
  expect(detailed.length).toBeGreaterThan(0);
  expect(detailed.length).toBeLessThan(taken.length);
  for (const line of detailed)
    expect(Object.keys(line["DepositLineDetail"] as object)).toEqual(["PaymentMethodRef", "CheckNum"]);
});

test("a voided invoice's line has a quantity of 0 and no price; other forms keep theirs", () => {
  const made = invoice({ Line: [sale(100, { Qty: 4, UnitPrice: 25 })] });
  const voided = saved("Invoice", key(made), { operation: "void" });
  expect(lines(voided)[0]).toMatchObject({ Amount: 0, SalesItemLineDetail: { Qty: 0 } });
  expect(at(lines(voided)[0], "SalesItemLineDetail", "UnitPrice")).toBeUndefined();
  const receipt = saved("SalesReceipt", { Line: [sale(50, { Qty: 2, UnitPrice: 25 })] });
  const emptied = saved("SalesReceipt", key(receipt), { includeVoid: true });
  expect(at(lines(emptied)[0], "SalesItemLineDetail")).toMatchObject({ Qty: 0, UnitPrice: 25 });
});

test("a sales line without DetailType is 2020 and names Line.DetailType", () => {
  const rejected = write("Invoice", { CustomerRef: { value: "1" }, Line: [{ Amount: 5 }] });
  expect(rejected).toMatchObject({ kind: "fault", errors: [{ code: "2020", element: "Line.DetailType" }] });
});

describe("a purchase order", () => {
  const order = () =>
    saved("PurchaseOrder", {
      VendorRef: { value: first("Vendor").Id },
      Line: [
        {
          Amount: 30,
          DetailType: "AccountBasedExpenseLineDetail",
          AccountBasedExpenseLineDetail: { AccountRef: { value: "15" } },
        },
      ],
    });

  test("loses its number in a full update without one, and gets no new one", () => {
    const made = order();
    expect(made["DocNumber"]).toBeTypeOf("string");
    const { DocNumber: _number, ...rest } = made;
    expect(saved("PurchaseOrder", rest)).not.toHaveProperty("DocNumber");
    // An invoice keeps its own.
    const { DocNumber, ...form } = invoice();
    expect(saved("Invoice", form)["DocNumber"]).toBe(DocNumber);
  });

  test("keeps SyncToken and time in a full update that changes nothing", () => {
    for (const made of [order(), first("PurchaseOrder")]) {
      const again = saved("PurchaseOrder", made);
      expect([again.SyncToken, again.MetaData]).toEqual([made.SyncToken, made.MetaData]);
    }
    const made = order();
    expect(saved("PurchaseOrder", { ...made, PrivateNote: "new" }).SyncToken).toBe("1");
  });
});

test("PrintOnCheckName is given and family name where there is no company", () => {
  const named = { GivenName: "Ada", MiddleName: "K.", FamilyName: "Quist" };
  expect(saved("Vendor", { ...named, DisplayName: "AQ Works" })["PrintOnCheckName"]).toBe("Ada Quist");
  const company = { ...named, DisplayName: "AQ Works 2", CompanyName: "Quist Ltd" };
  expect(saved("Vendor", company)["PrintOnCheckName"]).toBe("Quist Ltd");
  expect(saved("Vendor", { DisplayName: "Only Shown" })["PrintOnCheckName"]).toBe("Only Shown");
});

describe("members that replies of 2026 have", () => {
  test("are there, and are gone with the switch", () => {
    const shows = (): unknown[] => [
      lines(first("Invoice"))[0]?.["CustomExtensions"],
      first("Invoice")["FreeFormAddress"],
      typeof first("Estimate")["ShipFromAddr"],
      typeof at(first("Customer"), "MetaData", "LastModifiedByRef", "value"),
      typeof first("Customer")["IsProject"],
      typeof first("Vendor")["V4IDPseudonym"],
      [first("Vendor")["BillRate"], first("Vendor")["CostRate"]],
      first("Item")["DeferredRevenue"],
      first("Deposit")["TxnTaxDetail"],
      lines(first("Bill"))[0]?.["LinkedTxn"],
      lines(first("PurchaseOrder"))[0]?.["Received"],
    ];
    expect(shows()).toEqual([
      ...[[], true, "object", "string", "boolean", "string", [0, 0], false, {}, [], 0],
    ]);
    habits = { ...usualHabits, membersOf2026: false };
    expect(lines(first("Invoice"))[0]).not.toHaveProperty("CustomExtensions");
    expect(first("Customer").MetaData).not.toHaveProperty("LastModifiedByRef");
    expect(first("Vendor")).not.toHaveProperty("V4IDPseudonym");
  });

  test.each(["Customer", "Vendor", "Item", "Account"])(
    "a %s that is sent back as it was read changes nothing",
    (entity) => {
      const row = first(entity, ({ Active }) => Active === true);
      const again = saved(entity, row);
      expect([again.SyncToken, again.MetaData]).toEqual([row.SyncToken, row.MetaData]);
    },
  );

  test.each(["Invoice", "Deposit", "Bill", "Estimate"])("a %s may be sent back with them", (entity) => {
    const row = first(entity, (found) => found["PrivateNote"] !== "Voided");
    expect(saved(entity, { ...row, PrivateNote: "read and written" })["PrivateNote"]).toBe(
      "read and written",
    );
  });
});

describe("tax beside changed lines", () => {
  const taxed = (amount: number) => sale(amount, { TaxCodeRef: { value: "TAX" } });
  const changed = (made: WireObject) => ({
    ...key(made),
    sparse: true,
    Line: [taxed(200)],
    TxnTaxDetail: made["TxnTaxDetail"],
  });
  const total = (row: WireObject) => at(row, "TxnTaxDetail", "TotalTax");

  test("that is sent back stays as it was, or is computed anew where the switch says so", () => {
    const made = invoice({ Line: [taxed(100)] });
    expect(Number(total(made))).toBeGreaterThan(0);
    const kept = saved("Invoice", changed(made));
    expect(total(kept)).toBe(total(made));
    habits = { ...usualHabits, taxDetailOnLineChange: "recompute" };
    expect(total(saved("Invoice", changed(kept)))).toBeCloseTo(Number(total(made)) * 2, 1);
  });

  test("that is left out is computed anew either way", () => {
    const made = invoice({ Line: [taxed(100)] });
    const { TxnTaxDetail: _left, ...body } = changed(made);
    expect(total(saved("Invoice", body))).toBeCloseTo(Number(total(made)) * 2, 1);
  });
});

test("a British tax payment writes numbers and booleans as text, or as they are by the switch", () => {
  open("bindery");
  const texts = first("TaxPayment");
  expect(texts["PaymentAmount"]).toMatch(/^\d+\.\d\d$/);
  expect([texts["Refund"], texts["sparse"]]).toEqual(["false", "false"]);
  habits = { ...usualHabits, taxPaymentAsText: false };
  const plain = first("TaxPayment");
  expect(plain["PaymentAmount"]).toBe(Number(texts["PaymentAmount"]));
  expect([plain["Refund"], plain["sparse"]]).toEqual([false, false]);
});
