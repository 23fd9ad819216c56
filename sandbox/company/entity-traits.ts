// Every entity that the sandbox knows: its class, its path, and where it is offered.

export type EntityClass = "transaction" | "list" | "setting";

export interface EntityTraits {
  readonly class: EntityClass;
  /** Hard delete with `?operation=delete`. */
  readonly deletable: boolean;
  /** Whose counter gives new ids: names share one, transactions share one, others have their own. */
  readonly idSpace: "names" | "transactions" | "own" | "long";
  readonly creatable: boolean;
  readonly updatable: boolean;
  /** Member of the body, where it is not the query name. */
  readonly wireName?: string;
  /** Offered only where the company keeps several currencies, or only in these countries. */
  readonly only?: "multicurrency" | readonly string[];
}

const transaction = (more: Partial<EntityTraits> = {}): EntityTraits => ({
  class: "transaction",
  deletable: true,
  idSpace: "transactions",
  creatable: true,
  updatable: true,
  ...more,
});
const list = (more: Partial<EntityTraits> = {}): EntityTraits => ({
  class: "list",
  deletable: false,
  idSpace: "own",
  creatable: true,
  updatable: true,
  ...more,
});
const setting = (more: Partial<EntityTraits> = {}): EntityTraits => ({
  class: "setting",
  deletable: false,
  idSpace: "own",
  creatable: false,
  updatable: true,
  ...more,
});

export const entityCatalog = {
  Account: list(),
  Customer: list({ idSpace: "names" }),
  Vendor: list({ idSpace: "names" }),
  Employee: list({ idSpace: "names" }),
  Item: list(),
  Class: list({ idSpace: "long" }),
  Department: list(),
  Term: list(),
  PaymentMethod: list(),
  CustomerType: list({ creatable: false, updatable: false }),
  TaxAgency: list({ updatable: false }),
  TaxCode: list({ creatable: false, updatable: false }),
  TaxRate: list({ creatable: false, updatable: false }),
  CompanyCurrency: list({ only: "multicurrency" }),
  JournalCode: list({ only: ["FR"] }),
  Budget: list({ deletable: true }),
  Invoice: transaction(),
  Payment: transaction(),
  SalesReceipt: transaction(),
  CreditMemo: transaction(),
  RefundReceipt: transaction(),
  Estimate: transaction(),
  Bill: transaction(),
  BillPayment: transaction(),
  VendorCredit: transaction(),
  Purchase: transaction(),
  PurchaseOrder: transaction(),
  Deposit: transaction(),
  Transfer: transaction(),
  JournalEntry: transaction(),
  InventoryAdjustment: transaction(),
  CreditCardPaymentTxn: transaction({ wireName: "CreditCardPayment" }),
  TaxPayment: transaction({ only: ["AU", "CA", "GB"] }),
  TimeActivity: transaction(),
  ReimburseCharge: transaction({ creatable: false, updatable: false }),
  RecurringTransaction: transaction({ idSpace: "own" }),
  CompanyInfo: setting(),
  Preferences: setting(),
  ExchangeRate: setting({ creatable: true, only: "multicurrency" }),
  Entitlements: setting({ updatable: false }),
  Attachable: setting({ class: "setting", creatable: true, deletable: true, idSpace: "long" }),
} as const satisfies Record<string, EntityTraits>;

export type KnownEntity = keyof typeof entityCatalog;

export const isKnownEntity = (name: string): name is KnownEntity => Object.hasOwn(entityCatalog, name);

export const traitsOf = (entity: KnownEntity): EntityTraits => entityCatalog[entity];

export const knownEntities = Object.keys(entityCatalog).filter(isKnownEntity);
