// Carries out what people do in QuickBooks itself and no endpoint offers.

import type { Balances } from "./balances.ts";
import type { Commit } from "./commit.ts";
import type { WireObject, WriteRequest, WriteResult } from "./company.ts";
import { toCents } from "./cents.ts";
import { fieldsAt, listAt, numberAt, refAt } from "./wire-fields.ts";
import { payEmployee, payPayrollTax, paySalesTax } from "./payroll.ts";
import type { ProductAction } from "./product-request.ts";
import { reclassify } from "./reclassify.ts";
import { reject } from "./rules/rejection.ts";
import type { CompanyState } from "./state.ts";

export interface ActionParts {
  readonly state: CompanyState;
  readonly balances: Balances;
  readonly commit: Commit;
  write(request: WriteRequest): WriteResult;
}

const written = (result: WriteResult): WireObject => {
  if (result.kind === "fault") return reject(result);
  if (result.kind !== "written") throw new Error(`A new document was ${result.kind}`);
  return result.object;
};

/** Outside of the United States a form has to say that it has no tax. */
const withoutTax = ({ identity }: CompanyState): object =>
  identity.country === "US" ? {} : { GlobalTaxCalculation: "NotApplicable" };

export function carryOut(parts: ActionParts, action: ProductAction): object {
  const { state, balances, commit } = parts;
  switch (action.kind) {
    case "payroll":
      return payEmployee(state, balances, action);
    case "payrollTaxPayment":
      return payPayrollTax(state, balances, action);
    case "salesTaxPayment":
      return paySalesTax(state, balances, action);
    case "statementCharge":
      return chargeStatement(parts, action);
    case "reclassify":
      return reclassify(state, commit, action);
    case "backdatedPurchase":
      return purchaseInThePast(parts, action);
  }
}

/** The customer is charged: the invoice keeps its total and shows a subtotal alone, its income sits in the charge. */
function chargeStatement(
  parts: ActionParts,
  { customerId, itemId, on, amount }: Extract<ProductAction, { kind: "statementCharge" }>,
): object {
  const { state, commit } = parts;
  const untaxed = state.identity.country === "US" ? { TaxCodeRef: { value: "NON" } } : {};
  const detail = { ItemRef: { value: itemId }, Qty: 1, UnitPrice: amount, ...untaxed };
  const line = { Amount: amount, DetailType: "SalesItemLineDetail", SalesItemLineDetail: detail };
  const body = { CustomerRef: { value: customerId }, TxnDate: on, Line: [line], ...withoutTax(state) };
  const invoice = written(parts.write({ entity: "Invoice", operation: "save", actor: "person", body }));
  const booked = fieldsAt(listAt(invoice, "Line")[0] ?? {}, "SalesItemLineDetail") ?? {};
  const cents = toCents(numberAt(invoice, "TotalAmt") ?? 0);
  state.hiddenCharges.set(invoice.Id, { accountId: refAt(booked, "ItemAccountRef") ?? "", cents });
  commit.links.derive("Invoice", invoice, {
    LinkedTxn: [{ TxnId: state.nextId("Invoice"), TxnType: "StatementCharge" }],
    Line: [{ Amount: cents / 100, DetailType: "SubTotalLineDetail", SubTotalLineDetail: {} }],
  });
  commit.repost("Invoice", invoice.Id);
  return { Invoice: state.read("Invoice", invoice.Id) };
}

/** A bill of an earlier day, and the sales whose cost it changed by first in, first out. */
function purchaseInThePast(
  parts: ActionParts,
  { itemId, vendorId, on, quantity, unitPrice }: Extract<ProductAction, { kind: "backdatedPurchase" }>,
): object {
  const Amount = Math.round(quantity * unitPrice * 100) / 100;
  const detail = { ItemRef: { value: itemId }, Qty: quantity, UnitPrice: unitPrice };
  const line = { Amount, DetailType: "ItemBasedExpenseLineDetail", ItemBasedExpenseLineDetail: detail };
  const body = { VendorRef: { value: vendorId }, TxnDate: on, Line: [line], ...withoutTax(parts.state) };
  const bill = written(parts.write({ entity: "Bill", operation: "save", actor: "person", body }));
  return { Bill: bill, recosted: [...parts.commit.lastRecosted] };
}
