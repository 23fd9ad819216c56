// Which fields QuickBooks moves by itself. A payment lowers the balance of an invoice, of its customer
// and of two accounts: none of those four was edited, and their SyncToken stays as it was.

import type { RecordType } from "#lib/books/record-type.ts";

/** Of every record: its place in the history, and how it was sent. */
const always = ["SyncToken", "MetaData", "domain", "sparse"];

const transactionBalance = ["Balance", "HomeBalance", "LinkedTxn"];
// What a transaction is linked to is chosen on one side and shown on the other. The header shows what
// others chose (the payments of an invoice); lines hold what this one chose, and count as edits.
const links = ["LinkedTxn"];

const derived = {
  company_info: [],
  preferences: [],
  account: ["CurrentBalance", "CurrentBalanceWithSubAccounts"],
  customer: ["Balance", "BalanceWithJobs", "OverDueBalance"],
  vendor: ["Balance"],
  employee: [],
  item: ["QtyOnHand", "QtyOnPurchaseOrder", "QtyOnSalesOrder", "AvgCost"],
  class: [],
  department: [],
  term: [],
  payment_method: [],
  customer_type: [],
  tax_agency: ["LastFileDate"],
  tax_code: [],
  tax_rate: [],
  company_currency: [],
  exchange_rate: [],
  journal_code: [],
  budget: [],
  invoice: [...transactionBalance, "InvoiceLink"],
  payment: ["UnappliedAmt", ...links],
  sales_receipt: transactionBalance,
  credit_memo: [...transactionBalance, "RemainingCredit"],
  refund_receipt: [...transactionBalance, "RemainingCredit"],
  estimate: links,
  bill: transactionBalance,
  bill_payment: links,
  vendor_credit: transactionBalance,
  purchase: links,
  purchase_order: links,
  deposit: links,
  transfer: links,
  credit_card_payment: links,
  journal_entry: links,
  inventory_adjustment: links,
  tax_payment: links,
  time_activity: links,
  reimburse_charge: ["HasBeenInvoiced", ...links],
  recurring_transaction: transactionBalance,
  attachable: [],
} satisfies Record<RecordType, readonly string[]>;

export interface FieldClasses {
  /** Part of the content, not of what a person edits. */
  readonly derived: ReadonlySet<string>;
  /** Different at every reading: part of neither. */
  readonly volatile: ReadonlySet<string>;
}

const nothing: ReadonlySet<string> = new Set();
/** Links to the file that are signed anew, and expire, with every answer. */
const signedLinks: ReadonlySet<string> = new Set(["TempDownloadUri", "ThumbnailTempDownloadUri"]);

const byType = new Map<RecordType, FieldClasses>(
  (Object.keys(derived) as RecordType[]).map((recordType) => [
    recordType,
    {
      derived: new Set([...always, ...derived[recordType]]),
      volatile: recordType === "attachable" ? signedLinks : nothing,
    },
  ]),
);

/** The type's top-level fields in Intuit's JSON that a person's edit does not set. */
export function fieldClassesOf(recordType: RecordType): FieldClasses {
  return byType.get(recordType) ?? { derived: new Set(always), volatile: nothing };
}
