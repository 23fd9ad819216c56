import type { Company, WireObject, WriteRequest, WriteResult } from "../company/company.ts";
import { pacificDate } from "../clock/pacific-time.ts";

/** What a day in a small business does to its books. Each edit may be refused, as a person's would be. */
type Edit = (draw: Draw) => WriteResult | undefined;

/** One drawing of lots in one company: the same seed and the same books give the same edits. */
export interface Draw {
  readonly company: Company;
  readonly random: () => number;
  readonly nowMs: number;
}

const between = (draw: Draw, least: number, most: number) =>
  least + Math.floor(draw.random() * (most - least + 1));

/** Rows looked at for a fitting one, from a place drawn by lot onwards. */
const mostLookedAt = 300;

/** Any fitting record of the entity, or undefined when none was found near the place that the lot fell on. */
function anyOf(
  draw: Draw,
  entity: string,
  isFit: (row: WireObject) => boolean = () => true,
): WireObject | undefined {
  const size = draw.company.count(entity, { activeOnly: true });
  const offset = Math.floor(draw.random() * size);
  for (const from of [offset, 0]) {
    const options = { order: "id", activeOnly: true, offset: from, limit: mostLookedAt } as const;
    for (const row of draw.company.scan(entity, options)) if (isFit(row)) return row;
  }
  return undefined;
}

function write(
  draw: Draw,
  entity: string,
  body: WriteRequest["body"],
  operation: WriteRequest["operation"] = "save",
) {
  return draw.company.write({ entity, operation, body, actor: "activity" });
}

const ref = (row: WireObject) => ({ value: row.Id });
const isOpen = (row: WireObject) => Number(row["Balance"]) > 0;
const isSold = (row: WireObject) => row["IncomeAccountRef"] !== undefined && row["Type"] === "Service";
const isExpense = (row: WireObject) => row["AccountType"] === "Expense";
/** Outside the United States every line names a tax code. */
const taxCode = (draw: Draw) => {
  if (draw.company.country === "US") return {};
  const code = anyOf(draw, "TaxCode");
  return code === undefined ? {} : { TaxCodeRef: ref(code) };
};
const isBank = (row: WireObject) => row["AccountType"] === "Bank";
const version = (row: WireObject) => ({ Id: row.Id, SyncToken: row.SyncToken });

const newInvoice: Edit = (draw) => {
  const customer = anyOf(draw, "Customer");
  const item = anyOf(draw, "Item", isSold);
  if (!customer || !item) return undefined;
  const Qty = between(draw, 1, 8);
  const UnitPrice = between(draw, 20, 250);
  const detail = { ItemRef: ref(item), Qty, UnitPrice, ...taxCode(draw) };
  const line = { Amount: Qty * UnitPrice, DetailType: "SalesItemLineDetail", SalesItemLineDetail: detail };
  return write(draw, "Invoice", {
    CustomerRef: ref(customer),
    TxnDate: pacificDate(draw.nowMs),
    Line: [line],
  });
};

const newPayment: Edit = (draw) => {
  const invoice = anyOf(draw, "Invoice", isOpen);
  if (!invoice) return undefined;
  const open = Number(invoice["Balance"]);
  // Every fourth payment is a part payment.
  const TotalAmt = between(draw, 1, 4) === 1 ? Math.round(open * 50) / 100 : open;
  const line = { Amount: TotalAmt, LinkedTxn: [{ TxnId: invoice.Id, TxnType: "Invoice" }] };
  return write(draw, "Payment", { CustomerRef: invoice["CustomerRef"], TotalAmt, Line: [line] });
};

const newPurchase: Edit = (draw) => {
  const bank = anyOf(draw, "Account", isBank);
  const expense = anyOf(draw, "Account", isExpense);
  if (!bank || !expense) return undefined;
  const Amount = between(draw, 500, 40_000) / 100;
  const detail = { AccountRef: ref(expense), ...taxCode(draw) };
  const line = { Amount, DetailType: "AccountBasedExpenseLineDetail", AccountBasedExpenseLineDetail: detail };
  return write(draw, "Purchase", { PaymentType: "Cash", AccountRef: ref(bank), Line: [line] });
};

const newBill: Edit = (draw) => {
  const vendor = anyOf(draw, "Vendor");
  const expense = anyOf(draw, "Account", isExpense);
  if (!vendor || !expense) return undefined;
  const Amount = between(draw, 1000, 90_000) / 100;
  const detail = { AccountRef: ref(expense), ...taxCode(draw) };
  const line = { Amount, DetailType: "AccountBasedExpenseLineDetail", AccountBasedExpenseLineDetail: detail };
  return write(draw, "Bill", { VendorRef: ref(vendor), Line: [line] });
};

const changeCustomer: Edit = (draw) => {
  const customer = anyOf(draw, "Customer");
  if (!customer) return undefined;
  const PrimaryPhone = { FreeFormNumber: `(650) 555-${between(draw, 1000, 9999)}` };
  return write(draw, "Customer", { ...version(customer), sparse: true, PrimaryPhone });
};

const noteOnInvoice: Edit = (draw) => {
  const invoice = anyOf(draw, "Invoice");
  if (!invoice) return undefined;
  const PrivateNote = `Called about it, ${pacificDate(draw.nowMs)} #${between(draw, 1, 999)}`;
  return write(draw, "Invoice", { ...version(invoice), sparse: true, PrivateNote });
};

const voidInvoice: Edit = (draw) => {
  const invoice = anyOf(draw, "Invoice", isOpen);
  return invoice && write(draw, "Invoice", version(invoice), "void");
};

const deleteSomething: Edit = (draw) => {
  const entities = ["Estimate", "Purchase", "Invoice", "Payment", "Bill"] as const;
  const entity = entities[between(draw, 0, entities.length - 1)] ?? "Estimate";
  const row = anyOf(draw, entity);
  return row && write(draw, entity, version(row), "delete");
};

const deactivateItem: Edit = (draw) => {
  const item = anyOf(draw, "Item", isSold);
  if (!item || draw.company.count("Item", { activeOnly: true }) < 5) return undefined;
  const { domain: _domain, MetaData: _meta, ...kept } = item;
  return write(draw, "Item", { ...kept, Active: false });
};

const mergeVendors: Edit = (draw) => {
  if (draw.company.count("Vendor", { activeOnly: true }) < 10) return undefined;
  const winner = anyOf(draw, "Vendor");
  const loser = anyOf(draw, "Vendor", (row) => row.Id !== winner?.Id);
  return winner && loser && draw.company.merge("Vendor", winner.Id, loser.Id);
};

/** How often each happens, in shares of the sum. */
const lots: readonly (readonly [number, string, Edit])[] = [
  [24, "invoice", newInvoice],
  [18, "payment", newPayment],
  [14, "purchase", newPurchase],
  [8, "bill", newBill],
  [14, "customer changed", changeCustomer],
  [10, "invoice noted", noteOnInvoice],
  [5, "invoice voided", voidInvoice],
  [5, "deleted", deleteSomething],
  [1, "item deactivated", deactivateItem],
  [1, "vendors merged", mergeVendors],
];
const sumOfShares = lots.reduce((sum, [share]) => sum + share, 0);

/** Makes one edit; its name and what came of it. */
export function makeActivityEdit(draw: Draw): {
  readonly name: string;
  readonly result: WriteResult | undefined;
} {
  let lot = draw.random() * sumOfShares;
  for (const [share, name, edit] of lots) {
    lot -= share;
    if (lot < 0) return { name, result: edit(draw) };
  }
  return { name: "invoice", result: newInvoice(draw) };
}
