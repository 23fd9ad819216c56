// What Intuit calls each of our record types, and which of its doors each one goes through. Nothing
// else in the project knows these names.

import type { RecordType } from "#lib/books/record-type.ts";

export interface IntuitEntity {
  /** Name after FROM in a query, and in the list of a CDC call. */
  readonly queryName: string;
  /** Key of its objects in answers. */
  readonly key: string;
  /** Step of its URL: /v3/company/{realm}/{path}/{id}. */
  readonly path: string;
  /** Whether change data capture reports it; what it leaves out must be asked for. */
  readonly inChanges: boolean;
  /** Name in webhook events; null when Intuit sends none. Compared without case. */
  readonly webhookName: string | null;
  /** Name lists with `Active`: a query leaves inactive ones out unless it names both states. */
  readonly hasActive: boolean;
  /**
   * `window`: can be cut by MetaData.LastUpdatedTime. `day`: so too, but its records have no Id, only a
   * currency and a day. `singleton`: one object.
   */
  readonly access: "window" | "singleton" | "day";
  /** Property that a start date of a selective sync is compared with; null when there is none. */
  readonly startDateProperty: "TxnDate" | "PaymentDate" | "AsOfDate" | null;
}

const list = (name: string, rest: Partial<IntuitEntity> = {}): IntuitEntity => ({
  queryName: name,
  key: name,
  path: name.toLowerCase(),
  inChanges: true,
  webhookName: name,
  hasActive: true,
  access: "window",
  startDateProperty: null,
  ...rest,
});

const transaction = (name: string, rest: Partial<IntuitEntity> = {}): IntuitEntity =>
  list(name, { hasActive: false, startDateProperty: "TxnDate", ...rest });

const settings = (name: string, rest: Partial<IntuitEntity> = {}): IntuitEntity =>
  list(name, { hasActive: false, webhookName: null, inChanges: false, access: "singleton", ...rest });

/** Sources: Intuit's entity reference, its pages on change data capture and on webhooks. */
export const intuitEntities = {
  company_info: settings("CompanyInfo"),
  preferences: settings("Preferences", { webhookName: "Preferences" }),
  account: list("Account"),
  customer: list("Customer"),
  vendor: list("Vendor"),
  employee: list("Employee"),
  item: list("Item"),
  class: list("Class"),
  department: list("Department"),
  term: list("Term"),
  payment_method: list("PaymentMethod"),
  customer_type: list("CustomerType", { webhookName: null }),
  tax_agency: list("TaxAgency", { inChanges: false, hasActive: false }),
  // Asked without Active: it returns both states then (minimul/qbo_api#111), and a filter may leave out the
  // codes that QuickBooks makes up, TAX and NON, which have no Active.
  tax_code: list("TaxCode", { inChanges: false, webhookName: null, hasActive: false }),
  tax_rate: list("TaxRate", { inChanges: false, webhookName: null }),
  // Webhooks have long called it Currency; newer portals say CompanyCurrency (see webhookAliases).
  company_currency: list("CompanyCurrency"),
  exchange_rate: settings("ExchangeRate", { access: "day", startDateProperty: "AsOfDate" }),
  journal_code: list("JournalCode", { inChanges: false, hasActive: false }),
  budget: list("Budget"),
  invoice: transaction("Invoice"),
  payment: transaction("Payment"),
  sales_receipt: transaction("SalesReceipt"),
  credit_memo: transaction("CreditMemo"),
  refund_receipt: transaction("RefundReceipt"),
  estimate: transaction("Estimate"),
  bill: transaction("Bill"),
  bill_payment: transaction("BillPayment"),
  vendor_credit: transaction("VendorCredit"),
  purchase: transaction("Purchase"),
  purchase_order: transaction("PurchaseOrder"),
  deposit: transaction("Deposit"),
  transfer: transaction("Transfer"),
  // The one entity whose query name differs from the key of its objects.
  credit_card_payment: transaction("CreditCardPaymentTxn", {
    key: "CreditCardPayment",
    path: "creditcardpayment",
    webhookName: null,
  }),
  journal_entry: transaction("JournalEntry"),
  inventory_adjustment: transaction("InventoryAdjustment"),
  tax_payment: transaction("TaxPayment", { webhookName: null, startDateProperty: "PaymentDate" }),
  time_activity: transaction("TimeActivity"),
  reimburse_charge: transaction("ReimburseCharge", { webhookName: null }),
  // Templates have no date of their own, and wrap the transaction: {"Invoice": {…}}.
  recurring_transaction: transaction("RecurringTransaction", { webhookName: null, startDateProperty: null }),
  attachable: list("Attachable", { hasActive: false, webhookName: null }),
} satisfies Record<RecordType, IntuitEntity>;

/** As {@link intuitEntities}, typed as any entity rather than as this one's literals. */
export function intuitEntity(recordType: RecordType): IntuitEntity {
  return intuitEntities[recordType];
}

const byName = new Map<string, RecordType>([["currency", "company_currency"]]);
for (const [recordType, entity] of Object.entries(intuitEntities) as [RecordType, IntuitEntity][]) {
  for (const name of [entity.queryName, entity.key]) byName.set(name.toLowerCase(), recordType);
}

/** The record type behind any of Intuit's names for it, in any case; null for what we do not hold. */
export function recordTypeOfName(name: string): RecordType | null {
  return byName.get(name.toLowerCase()) ?? null;
}
