// What each column can hold, and what stands in it where QuickBooks sends nothing that fits. As data, so
// that the readers, the tests and the tables of prisma/schema/books.prisma can be held against each other.

import { longestSourceId } from "#lib/core/ids.ts";
import type { EntityRow, LineRow, LinkRow, TransactionRow } from "../mapped-record.ts";

export interface ColumnRule {
  /** Text: most UTF-16 units. */
  readonly longest: number;
  /** Numbers: digits before and after the point. */
  readonly wholeDigits: number;
  readonly scale: number;
  /**
   * Where nothing usable came. `null`: the column is empty. `fallback`: mapping fills it in. `reject`: there
   * is no record without it. `skip`: there is no such link without it, the rest of the record is taken.
   */
  readonly whenMissing: "null" | "fallback" | "reject" | "skip";
}

/**
 * Text that an index holds, or may come to hold, or that stands in a list. 500 characters of four bytes
 * fit into a row of an index (2,704 bytes, SQLSTATE 54000 beyond it) with the other columns of its key;
 * QuickBooks' own limits for such fields are 500 and less.
 */
export const longestIndexed = 500;
const text = (longest: number): ColumnRule => ({ longest, wholeDigits: 0, scale: 0, whenMissing: "null" });
const short = text(longestIndexed);
const id = text(longestSourceId);
/** No index holds it. */
const long = text(Infinity);
const numeric = (precision: number, scale: number): ColumnRule => ({
  longest: 0,
  wholeDigits: precision - scale,
  scale,
  whenMissing: "null",
});
const money = numeric(20, 6);
const fine = numeric(20, 7);
const rate = numeric(20, 10);
const plain: ColumnRule = { longest: 0, wholeDigits: 0, scale: 0, whenMissing: "null" };
/** For looking at a value that goes to no column. */
export const anyValue: ColumnRule = {
  longest: Infinity,
  wholeDigits: Infinity,
  scale: Infinity,
  whenMissing: "null",
};
const fallback = (rule: ColumnRule): ColumnRule => ({ ...rule, whenMissing: "fallback" });

/** Without what is ours: the JSON, its hashes, the type and the adjustments. */
type Ours = "source" | "contentHash" | "editHash" | "kind" | "type" | "adjustments";

const ofEveryRecord = {
  sourceId: { ...id, whenMissing: "reject" },
  // Objects that nobody can edit have no edit counter: 0.
  syncToken: fallback(plain),
  sourceCreatedAt: plain,
  // The time of the answer, see lib/store/write/order-undated.
  sourceUpdatedAt: fallback(plain),
} as const satisfies Record<string, ColumnRule>;

export const entityRules = {
  ...ofEveryRecord,
  // Another name of the record, else its type and Id.
  name: fallback(short),
  fullName: long,
  code: short,
  parentSourceId: id,
  // What does not say that it is inactive is in use.
  active: fallback(plain),
  entityType: short,
  entitySubType: short,
  classification: short,
  currency: short,
  balance: money,
  quantityOnHand: money,
  unitPrice: fine,
  email: short,
  phone: short,
} as const satisfies Record<Exclude<keyof EntityRow, Ours>, ColumnRule>;

export const transactionRules = {
  ...ofEveryRecord,
  docNumber: short,
  transactionOn: plain,
  dueOn: plain,
  partyKind: short,
  partyId: id,
  partyName: short,
  currency: short,
  exchangeRate: rate,
  totalAmount: money,
  homeTotalAmount: money,
  taxAmount: money,
  balance: money,
  accountId: id,
  departmentId: id,
  memo: long,
  paymentType: short,
  voidedAt: plain,
} as const satisfies Record<Exclude<keyof TransactionRow, Ours>, ColumnRule>;

export const lineRules = {
  // Counted by mapping.
  position: fallback(plain),
  lineId: id,
  // The name of the field that makes the line, see read-lines.
  detailType: fallback(short),
  amount: money,
  description: long,
  itemId: id,
  accountId: id,
  classId: id,
  departmentId: id,
  partyKind: short,
  partyId: id,
  taxCodeId: id,
  quantity: fine,
  unitPrice: fine,
  side: plain,
} as const satisfies Record<keyof LineRow, ColumnRule>;

export const linkRules = {
  position: fallback(plain),
  linePosition: plain,
  linkedAs: fallback(short),
  linkedType: short,
  linkedId: { ...id, whenMissing: "skip" },
  linkedLineId: id,
  amount: money,
} as const satisfies Record<keyof LinkRow, ColumnRule>;
