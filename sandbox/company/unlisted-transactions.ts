// Transactions that stand in the ledger and in reports, and that no endpoint returns: not read, not
// queried, not counted, not in CDC. Reports know of them what is kept here.

import type { PostedTransaction } from "../ledger/books.ts";
import type { Posting } from "../ledger/posting.ts";
import { transactionKey } from "../ledger/posting.ts";
import type { Movement } from "../ledger/stock.ts";
import type { Balances } from "./balances.ts";
import type { WireObject } from "./company.ts";
import type { CompanyState } from "./state.ts";
import { epochDay, wireTime } from "./wire-time.ts";

/** What the ledger calls them. */
export type UnlistedKind =
  | "InventoryStartingValue"
  | "InventoryQtyAdjust"
  | "AccountBalanceAdjustment"
  | "PayrollCheck"
  | "PayrollTaxPayment"
  | "SalesTaxPayment";

interface Unlisted {
  readonly kind: UnlistedKind;
  /** YYYY-MM-DD */
  readonly on: string;
  readonly number?: string;
  readonly memo?: string;
  readonly postings: readonly Posting[];
  /** Stock that moves with it; day and place in line are the transaction's own. */
  readonly movements?: readonly Omit<Movement, "day" | "sequence">[];
}

/** Two sides of one amount in home currency, debit first. */
export const debitAndCredit = (
  debitAccountId: string,
  creditAccountId: string,
  cents: number,
  marks: Partial<Posting> = {},
): Posting[] => [
  { ...marks, accountId: debitAccountId, cents, foreignCents: cents },
  { ...marks, accountId: creditAccountId, cents: -cents, foreignCents: -cents },
];

/** Puts one into the ledger under the next id of transactions, and shows the balances it moved. */
export function postUnlisted(
  state: CompanyState,
  unlisted: Unlisted,
  balances?: Balances,
): PostedTransaction {
  const { kind, on, number, memo, postings, movements = [] } = unlisted;
  const id = state.nextId("Invoice");
  const time = wireTime(state.nowMs());
  const known: WireObject = {
    Id: id,
    SyncToken: "0",
    MetaData: { CreateTime: time, LastUpdatedTime: time },
    TxnDate: on,
    ...(number === undefined ? {} : { DocNumber: number }),
    ...(memo === undefined ? {} : { PrivateNote: memo }),
  };
  state.unlisted.set(transactionKey(kind, id), known);
  const transaction = { entity: kind, id, on, postings };
  const order = { day: epochDay(on), sequence: Number(id) };
  const moved = state.books.replace(
    kind,
    id,
    transaction,
    movements.map((movement) => ({ ...movement, ...order })),
  );
  balances?.refresh(moved);
  return transaction;
}
