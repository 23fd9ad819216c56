// The base of a company as tables of rows, one per kind of transaction.

import type { WireObject } from "../company/company.ts";
import type { BaseRows } from "../company/entity-table.ts";
import type { Base } from "./base.ts";
import { makeDeposit, makePayment } from "./objects/payment-objects.ts";
import { makeJournalEntry, makeTimeActivity, makeTransfer } from "./objects/other-objects.ts";
import {
  makeCreditMemo,
  makeEstimate,
  makeInvoice,
  makeRefundReceipt,
  makeSalesReceipt,
} from "./objects/sales-objects.ts";
import {
  makeBill,
  makeBillPayment,
  makePurchase,
  makePurchaseOrder,
  makeVendorCredit,
} from "./objects/spend-objects.ts";
import { kindNumber } from "./plan.ts";
import { bulkKinds, type BulkKind } from "./profile.ts";

const makers = {
  Invoice: makeInvoice,
  Payment: makePayment,
  SalesReceipt: makeSalesReceipt,
  CreditMemo: makeCreditMemo,
  RefundReceipt: makeRefundReceipt,
  Estimate: makeEstimate,
  Bill: makeBill,
  BillPayment: makeBillPayment,
  VendorCredit: makeVendorCredit,
  Purchase: makePurchase,
  PurchaseOrder: makePurchaseOrder,
  Deposit: makeDeposit,
  Transfer: makeTransfer,
  JournalEntry: makeJournalEntry,
  TimeActivity: makeTimeActivity,
} satisfies Record<BulkKind, (base: Base, row: number) => WireObject>;

/** Stable order by time: equal seconds keep their order of ids. */
function sortedByTime(rows: Uint32Array, updated: Uint32Array): Uint32Array {
  const keys = new Float64Array(rows.length);
  // Time in the high digits, position in the low ones: both together stay below 2^53.
  for (let position = 0; position < rows.length; position++)
    keys[position] = (updated[rows[position] ?? 0] ?? 0) * 2_097_152 + position;
  keys.sort();
  const order = new Uint32Array(rows.length);
  for (let place = 0; place < order.length; place++) order[place] = (keys[place] ?? 0) % 2_097_152;
  return order;
}

export function baseRowsOf(base: Base, kind: BulkKind): BaseRows {
  const { plan } = base;
  const rows = plan.rowsOfKind[kindNumber[kind]] ?? new Uint32Array(0);
  const make = makers[kind];
  return {
    length: rows.length,
    idAt: (position) => base.idOf(rows[position] ?? 0),
    positionOf: (id) => {
      const row = base.rowOf(id);
      return row >= 0 && plan.kind[row] === kindNumber[kind] ? (plan.ordinal[row] ?? -1) : -1;
    },
    updatedMsAt: (position) => (plan.updated[rows[position] ?? 0] ?? 0) * 1_000,
    byUpdated: sortedByTime(rows, plan.updated),
    make: (position) => make(base, rows[position] ?? 0),
  };
}

export const allBaseRows = (base: Base): Map<BulkKind, BaseRows> =>
  new Map(bulkKinds.map((kind) => [kind, baseRowsOf(base, kind)]));
