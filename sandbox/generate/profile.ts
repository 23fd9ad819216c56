// What makes one line of business look different from another. Everything else is common to all companies.

import type { AccountSeed } from "./chart-of-accounts.ts";
import type { GeneratedCountry } from "./countries.ts";

export type ItemType = "Inventory" | "NonInventory" | "Service" | "Group" | "Category";

export interface ItemSeed {
  readonly name: string;
  readonly type: ItemType;
  readonly description?: string;
  readonly priceCents?: number;
  readonly costCents?: number;
  readonly incomeAccountId?: string;
  readonly expenseAccountId?: string;
  readonly taxable?: boolean;
  readonly sku?: string;
  readonly category?: string;
  /** Group: names of its members with their quantities. */
  readonly members?: readonly (readonly [name: string, quantity: number])[];
  /** Lines before this share of the company's life were booked to this other account. */
  readonly formerIncomeAccountId?: string;
}

/** Transactions that the procedural base makes in bulk. The rest come from the scripted history. */
export const bulkKinds = [
  "Invoice",
  "Payment",
  "SalesReceipt",
  "CreditMemo",
  "RefundReceipt",
  "Estimate",
  "Bill",
  "BillPayment",
  "VendorCredit",
  "Purchase",
  "PurchaseOrder",
  "Deposit",
  "Transfer",
  "JournalEntry",
  "TimeActivity",
] as const;

export type BulkKind = (typeof bulkKinds)[number];

export interface Profile {
  readonly key: "landscaper" | "restaurant" | "shop" | "agency" | "bindery" | "winery";
  readonly country: GeneratedCountry;
  readonly companyName: string;
  readonly industry: string;
  readonly accounts: readonly AccountSeed[];
  readonly items: readonly ItemSeed[];
  readonly customerNames: readonly string[];
  readonly vendorNames: readonly string[];
  readonly classes: readonly string[];
  readonly departments: readonly string[];
  /** Accounts that purchases and bills are charged to. */
  readonly expenseAccountIds: readonly string[];
  /** Other currencies that customers and vendors deal in; empty when the company has but one. */
  readonly currencies: readonly string[];
  /** How often each type of transaction occurs, in proportion. */
  readonly mix: Readonly<Record<BulkKind, number>>;
  readonly projects: boolean;
}
