/**
 * What the protocol must know of each entity: nothing about accounting, only which addresses, envelopes
 * and events it takes part in. Webhook letters: C created, U updated, D deleted, M merged, V void, E emailed.
 */
interface EntityFacts {
  readonly group: "list" | "transaction" | "settings";
  /** Key in envelopes, where it is not the query name. */
  readonly key?: string;
  /** Last step of its URL, where it is not the lower-cased key. */
  readonly path?: string;
  /** Has …/{id}/pdf, and (but for those without an e-mail) …/{id}/send. */
  readonly prints?: boolean;
  /** Left out of change data capture by Intuit's page on it. */
  readonly outsideCdc?: boolean;
  readonly webhooks?: string;
}

export const entityCatalogue = {
  Account: { group: "list", webhooks: "CUDM" },
  Attachable: { group: "settings" },
  Bill: { group: "transaction", webhooks: "CUD" },
  BillPayment: { group: "transaction", webhooks: "CUDV" },
  Budget: { group: "list", webhooks: "CU" },
  ChangeOrder: { group: "transaction", webhooks: "CUD" },
  Class: { group: "list", webhooks: "CUDM" },
  CompanyCurrency: { group: "list", webhooks: "CU" },
  CompanyInfo: { group: "settings" },
  CreditCardPaymentTxn: { group: "transaction", key: "CreditCardPayment" },
  CreditMemo: { group: "transaction", prints: true, webhooks: "CUDVE" },
  Customer: { group: "list", webhooks: "CUDM" },
  CustomerType: { group: "list" },
  Department: { group: "list", webhooks: "CUM" },
  Deposit: { group: "transaction", webhooks: "CUD" },
  Employee: { group: "list", webhooks: "CUDM" },
  Entitlements: { group: "settings", outsideCdc: true },
  Estimate: { group: "transaction", prints: true, webhooks: "CUDE" },
  ExchangeRate: { group: "settings" },
  InventoryAdjustment: { group: "transaction", webhooks: "CUD" },
  Invoice: { group: "transaction", prints: true, webhooks: "CUDVE" },
  Item: { group: "list", webhooks: "CUDM" },
  JournalCode: { group: "list", outsideCdc: true, webhooks: "CU" },
  JournalEntry: { group: "transaction", webhooks: "CUD" },
  Payment: { group: "transaction", prints: true, webhooks: "CUDVE" },
  PaymentMethod: { group: "list", webhooks: "CUM" },
  Preferences: { group: "settings", webhooks: "U" },
  Purchase: { group: "transaction", webhooks: "CUDV" },
  PurchaseOrder: { group: "transaction", prints: true, webhooks: "CUDE" },
  RecurringTransaction: { group: "transaction" },
  RefundReceipt: { group: "transaction", prints: true, webhooks: "CUDVE" },
  ReimburseCharge: { group: "transaction" },
  SalesReceipt: { group: "transaction", prints: true, webhooks: "CUDVE" },
  TaxAgency: { group: "list", outsideCdc: true, webhooks: "CU" },
  TaxClassification: { group: "list", outsideCdc: true },
  TaxCode: { group: "list", outsideCdc: true },
  TaxPayment: { group: "transaction" },
  TaxRate: { group: "list", outsideCdc: true },
  Term: { group: "list", webhooks: "CU" },
  TimeActivity: { group: "transaction", webhooks: "CUD" },
  Transfer: { group: "transaction", webhooks: "CUDV" },
  Vendor: { group: "list", webhooks: "CUDM" },
  VendorCredit: { group: "transaction", webhooks: "CUD" },
} satisfies Record<string, EntityFacts>;

const facts: Readonly<Record<string, EntityFacts | undefined>> = entityCatalogue;
const names = Object.keys(entityCatalogue);
const byLowerName = new Map(names.map((name) => [name.toLowerCase(), name]));
const byPath = new Map(names.map((name) => [pathOf(name), name]));

export function factsOf(entity: string): EntityFacts {
  return facts[entity] ?? { group: "transaction" };
}

/** The key an object of this entity has in envelopes: CreditCardPayment for CreditCardPaymentTxn. */
export function envelopeKey(entity: string): string {
  return facts[entity]?.key ?? entity;
}

function pathOf(entity: string): string {
  return facts[entity]?.path ?? envelopeKey(entity).toLowerCase();
}

/** The entity that a URL's step names, in any case; `creditcardpaymenttxn` is understood too. */
export function entityOfPath(step: string): string | undefined {
  const lower = step.toLowerCase();
  return byPath.get(lower) ?? byLowerName.get(lower);
}

/** The entity that a statement or a batch item names, in any case. */
export function entityOfName(name: string): string | undefined {
  return byLowerName.get(name.toLowerCase()) ?? byPath.get(name.toLowerCase());
}
