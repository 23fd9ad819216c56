// A line of a report of single transactions, and what reports call the type of its transaction.

import type { WireObject } from "../company/company.ts";
import { linkTypeOf } from "../company/links.ts";
import type { CompanyState } from "../company/state.ts";
import { textAt, type Fields } from "../company/wire-fields.ts";

/** One line of a detail report, with what its cells are read from. */
export interface DetailLine {
  readonly state: CompanyState;
  readonly entity: string;
  readonly id: string;
  readonly on: string;
  readonly object: WireObject | undefined;
  readonly accountId?: string;
  readonly splitIds?: readonly string[];
  readonly nameEntity?: string | undefined;
  readonly nameId?: string | undefined;
  readonly memo?: string | undefined;
  readonly classId?: string | undefined;
  readonly departmentId?: string | undefined;
  readonly itemId?: string | undefined;
  readonly isPosting?: boolean;
  /** In the sign in which the account or document is naturally read. */
  readonly cents: number;
  /** Home cents, debit positive. */
  readonly debitCents?: number;
  /** The same in the currency of the entry. */
  readonly foreignCents?: number;
  readonly balanceCents?: number;
  readonly openCents?: number;
  readonly dueOn?: string | undefined;
}

/** What reports call each type of transaction. */
const typeTitles: Readonly<Record<string, string>> = {
  SalesReceipt: "Sales Receipt",
  CreditMemo: "Credit Memo",
  RefundReceipt: "Refund",
  BillPaymentCheck: "Bill Payment (Check)",
  BillPaymentCreditCard: "Bill Payment (Credit Card)",
  VendorCredit: "Vendor Credit",
  CreditCardCredit: "Credit Card Credit",
  PurchaseOrder: "Purchase Order",
  JournalEntry: "Journal Entry",
  InventoryAdjustment: "Inventory Qty Adjust",
  InventoryStartingValue: "Inventory Starting Value",
  InventoryQtyAdjust: "Inventory Qty Adjust",
  AccountBalanceAdjustment: "Journal Entry",
  PayrollCheck: "Payroll Check",
  PayrollTaxPayment: "Tax Payment",
  SalesTaxPayment: "Sales Tax Payment",
  CreditCardPaymentTxn: "Credit Card Payment",
  TaxPayment: "Sales Tax Payment",
  TimeActivity: "Time Charge",
};

export function typeTitle(entity: string, object: Fields | undefined): string {
  const type = object === undefined ? entity : linkTypeOf(entity, object);
  if (type === "Expense" && object !== undefined && textAt(object, "PaymentType") === "CreditCard")
    return "Credit Card Expense";
  return typeTitles[type] ?? type;
}

/** The document behind a line; of a transaction that no endpoint returns, what reports know of it. */
export const objectOf = (state: CompanyState, entity: string, id: string): WireObject | undefined =>
  state.offers(entity) ? state.read(entity, id) : state.unlisted.get(`${entity}/${id}`);
