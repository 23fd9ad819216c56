// The skeleton of a generated company's transactions: for every row what it is, when, who, how much
// and what it settles, in typed arrays of some 50 bytes a row. All else is computed when a row is read.

import { bulkKinds, type BulkKind } from "./profile.ts";

const numberOf = (kind: BulkKind): number => bulkKinds.indexOf(kind);

export const kindNumber = {
  Invoice: numberOf("Invoice"),
  Payment: numberOf("Payment"),
  SalesReceipt: numberOf("SalesReceipt"),
  CreditMemo: numberOf("CreditMemo"),
  RefundReceipt: numberOf("RefundReceipt"),
  Estimate: numberOf("Estimate"),
  Bill: numberOf("Bill"),
  BillPayment: numberOf("BillPayment"),
  VendorCredit: numberOf("VendorCredit"),
  Purchase: numberOf("Purchase"),
  PurchaseOrder: numberOf("PurchaseOrder"),
  Deposit: numberOf("Deposit"),
  Transfer: numberOf("Transfer"),
  JournalEntry: numberOf("JournalEntry"),
  TimeActivity: numberOf("TimeActivity"),
} as const satisfies Record<BulkKind, number>;

/** Bits of `flags`. */
export const flag = {
  voided: 1,
  edited: 2,
  undeposited: 4,
  onAccount: 8,
  cashBack: 16,
  extraLine: 32,
} as const;

export interface Plan {
  readonly length: number;
  readonly kind: Uint8Array;
  readonly flags: Uint8Array;
  /** Epoch seconds. */
  readonly created: Uint32Array;
  readonly updated: Uint32Array;
  /** Days since 1970. */
  readonly day: Int32Array;
  readonly party: Uint32Array;
  /** In cents of the transaction's currency. */
  readonly total: Float64Array;
  readonly balance: Float64Array;
  /** Payment: its invoice; invoice: its payment; deposit: start in `undeposited`; as row + 1, 0 for none. */
  readonly link: Uint32Array;
  /** Deposit: how many it takes. Payment: cents applied. */
  readonly extent: Float64Array;
  /** Rank among rows of its kind. */
  readonly ordinal: Uint32Array;
  readonly rowsOfKind: readonly Uint32Array[];
  /** Payments and receipts in the order in which deposits took them. */
  readonly undeposited: Uint32Array;
  /** Per payment or receipt row, the deposit that took it, + 1. */
  readonly depositOf: Uint32Array;
}

export type PlanColumns = Omit<Plan, "rowsOfKind">;

export const emptyColumns = (length: number): PlanColumns => ({
  length,
  kind: new Uint8Array(length),
  flags: new Uint8Array(length),
  created: new Uint32Array(length),
  updated: new Uint32Array(length),
  day: new Int32Array(length),
  party: new Uint32Array(length),
  total: new Float64Array(length),
  balance: new Float64Array(length),
  link: new Uint32Array(length),
  extent: new Float64Array(length),
  ordinal: new Uint32Array(length),
  undeposited: new Uint32Array(length),
  depositOf: new Uint32Array(length),
});
