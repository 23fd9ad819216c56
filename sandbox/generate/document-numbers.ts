// How the base numbers its documents: the prefix and the number before the first.

import type { BulkKind } from "./profile.ts";

export const documentNumbers = {
  Invoice: ["", 1_000],
  SalesReceipt: ["S", 5_000],
  CreditMemo: ["CM", 300],
  RefundReceipt: ["R", 700],
  Estimate: ["", 9_000],
  PurchaseOrder: ["", 1_000],
  JournalEntry: ["", 0],
} as const satisfies Partial<Record<BulkKind, readonly [prefix: string, before: number]>>;

export type NumberedKind = keyof typeof documentNumbers;

export const documentNumber = (kind: NumberedKind, ordinal: number): string =>
  `${documentNumbers[kind][0]}${documentNumbers[kind][1] + 1 + ordinal}`;
