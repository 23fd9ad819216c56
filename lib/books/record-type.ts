// The vocabulary of our books: everything QuickBooks holds is an entity of a name list, a
// transaction, or a setting (kept as an entity too). Intuit's own names live in lib/quickbooks.

export interface RecordTypeInfo {
  /** Which table holds it. */
  readonly shape: "entity" | "transaction";
  readonly group: "lists" | "sales" | "expenses" | "banking" | "adjustments" | "other" | "settings";
  readonly singular: string;
  readonly plural: string;
}

const entity = (group: RecordTypeInfo["group"], singular: string, plural: string): RecordTypeInfo => ({
  shape: "entity",
  group,
  singular,
  plural,
});
const transaction = (group: RecordTypeInfo["group"], singular: string, plural: string): RecordTypeInfo => ({
  shape: "transaction",
  group,
  singular,
  plural,
});

/** In the order in which people expect to read them, lists before what refers to them. */
export const recordTypes = {
  company_info: entity("settings", "Company information", "Company information"),
  preferences: entity("settings", "Preferences", "Preferences"),
  account: entity("lists", "Account", "Accounts"),
  customer: entity("lists", "Customer", "Customers"),
  vendor: entity("lists", "Vendor", "Vendors"),
  employee: entity("lists", "Employee", "Employees"),
  item: entity("lists", "Product or service", "Products and services"),
  class: entity("lists", "Class", "Classes"),
  department: entity("lists", "Location", "Locations"),
  term: entity("lists", "Payment term", "Payment terms"),
  payment_method: entity("lists", "Payment method", "Payment methods"),
  customer_type: entity("lists", "Customer type", "Customer types"),
  tax_agency: entity("lists", "Tax agency", "Tax agencies"),
  tax_code: entity("lists", "Tax code", "Tax codes"),
  tax_rate: entity("lists", "Tax rate", "Tax rates"),
  company_currency: entity("lists", "Currency", "Currencies"),
  exchange_rate: entity("lists", "Exchange rate", "Exchange rates"),
  journal_code: entity("lists", "Journal code", "Journal codes"),
  budget: entity("lists", "Budget", "Budgets"),
  invoice: transaction("sales", "Invoice", "Invoices"),
  payment: transaction("sales", "Payment", "Payments"),
  sales_receipt: transaction("sales", "Sales receipt", "Sales receipts"),
  credit_memo: transaction("sales", "Credit memo", "Credit memos"),
  refund_receipt: transaction("sales", "Refund receipt", "Refund receipts"),
  estimate: transaction("sales", "Estimate", "Estimates"),
  bill: transaction("expenses", "Bill", "Bills"),
  bill_payment: transaction("expenses", "Bill payment", "Bill payments"),
  vendor_credit: transaction("expenses", "Vendor credit", "Vendor credits"),
  purchase: transaction("expenses", "Expense", "Expenses"),
  purchase_order: transaction("expenses", "Purchase order", "Purchase orders"),
  deposit: transaction("banking", "Deposit", "Deposits"),
  transfer: transaction("banking", "Transfer", "Transfers"),
  credit_card_payment: transaction("banking", "Credit card payment", "Credit card payments"),
  journal_entry: transaction("adjustments", "Journal entry", "Journal entries"),
  inventory_adjustment: transaction("adjustments", "Inventory adjustment", "Inventory adjustments"),
  tax_payment: transaction("adjustments", "Sales tax payment", "Sales tax payments"),
  time_activity: transaction("other", "Time activity", "Time activities"),
  reimburse_charge: transaction("other", "Billable expense", "Billable expenses"),
  recurring_transaction: transaction("other", "Recurring transaction", "Recurring transactions"),
  attachable: entity("other", "Attachment", "Attachments"),
} satisfies Record<string, RecordTypeInfo>;

export type RecordType = keyof typeof recordTypes;

/* Object.keys of a literal is exactly its keys; TypeScript only says string[]. */
export const allRecordTypes = Object.keys(recordTypes) as readonly RecordType[];

/** Whether text that was stored or sent is a type that this version knows. */
export function isRecordType(text: string): text is RecordType {
  return Object.hasOwn(recordTypes, text);
}
