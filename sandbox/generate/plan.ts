/**
 * The skeleton of a generated company's transactions: for every row what it is, when, who, how much
 * and what it settles, in typed arrays of some 45 bytes a row. All else is computed when a row is read.
 *
 * Rows are laid down in the order in which they were entered. Payments settle the oldest open
 * invoice, bill payments the oldest open bill, deposits take what lies undeposited.
 */
import { pacificInstant } from "../company/wire-time.ts";
import type { Blueprint } from "./blueprint.ts";
import { homeCurrency } from "./blueprint.ts";
import { knownAt } from "./list-times.ts";
import { bulkKinds, type BulkKind } from "./profile.ts";
import { mix } from "./random.ts";
import { saleOf } from "./sale-lines.ts";
import { spendLinesOf, spendTotal } from "./spend-lines.ts";

export const kindNumber = Object.fromEntries(bulkKinds.map((kind, index) => [kind, index])) as Record<
  BulkKind,
  number
>; // fromEntries forgets its keys

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

const settleAfterSeconds = { invoice: 12 * 86_400, bill: 9 * 86_400 } as const;

/** Rows that share one second: a large import in blocks of 2,048 once the company is large, small ones of 32. */
function clusterStart(seed: number, row: number, length: number): number {
  if (length > 20_000 && mix(seed ^ 0xb10c, row >>> 11) % 12 === 0) return (row >>> 11) << 11;
  return mix(seed ^ 0xb10c, (row >>> 5) + 1_000_003) % 6 === 0 ? (row >>> 5) << 5 : row;
}

export function planTransactions(blueprint: Blueprint, length: number): Plan {
  const { seed, profile, startDay, endDay, endMs } = blueprint;
  const kind = new Uint8Array(length);
  const flags = new Uint8Array(length);
  const created = new Uint32Array(length);
  const updated = new Uint32Array(length);
  const day = new Int32Array(length);
  const party = new Uint32Array(length);
  const total = new Float64Array(length);
  const balance = new Float64Array(length);
  const link = new Uint32Array(length);
  const extent = new Float64Array(length);
  const ordinal = new Uint32Array(length);
  const undeposited = new Uint32Array(length);
  const depositOf = new Uint32Array(length);
  const counts = new Uint32Array(bulkKinds.length);
  const endSecond = Math.floor(endMs / 1_000);
  const days = endDay - startDay;

  const choices = new Uint8Array(1_000);
  const shares = Object.values(profile.mix).reduce((sum, share) => sum + share, 0);
  let filled = 0;
  for (const [index, name] of bulkKinds.entries()) {
    const from = Math.round((filled / shares) * choices.length);
    filled += profile.mix[name];
    choices.fill(index, from, Math.round((filled / shares) * choices.length));
  }

  const openInvoices = new Uint32Array(length);
  const openBills = new Uint32Array(length);
  let invoiceHead = 0;
  let invoiceTail = 0;
  let billHead = 0;
  let billTail = 0;
  let takenUndeposited = 0;
  let lyingUndeposited = 0;
  // One evening somebody repriced a run of documents: thousands of rows with one time of change.
  const bulkEditFrom = Math.floor(length * 0.55);
  const bulkEditTo = bulkEditFrom + Math.min(2_600, Math.floor(length / 24));
  const bulkEditSecond = Math.min(
    endSecond,
    Math.floor(pacificInstant(startDay + Math.floor(days * 0.8), 20 * 3_600) / 1_000),
  );

  const instant = (row: number): number => {
    const position = (row / length) * days;
    const whole = Math.floor(position);
    return Math.floor(
      pacificInstant(startDay + whole, 8 * 3_600 + Math.floor((position - whole) * 36_000)) / 1_000,
    );
  };

  for (let row = 0; row < length; row++) {
    const bits = mix(seed ^ 0x9147, row);
    const start = clusterStart(seed, row, length);
    const second = Math.min(endSecond, instant(start));
    const createdDay = startDay + Math.floor((start / length) * days);
    const progress = row / length;
    let chosen = choices[bits % 1_000] ?? 0;
    const oldestInvoice = openInvoices[invoiceHead] ?? 0;
    const oldestBill = openBills[billHead] ?? 0;
    if (
      chosen === kindNumber.Payment &&
      !(invoiceHead < invoiceTail && (created[oldestInvoice] ?? 0) + settleAfterSeconds.invoice <= second)
    )
      chosen = kindNumber.Invoice;
    if (
      chosen === kindNumber.BillPayment &&
      !(billHead < billTail && (created[oldestBill] ?? 0) + settleAfterSeconds.bill <= second)
    )
      chosen = kindNumber.Purchase;
    if (chosen === kindNumber.Deposit && lyingUndeposited - takenUndeposited < 3)
      chosen = kindNumber.Purchase;

    kind[row] = chosen;
    ordinal[row] = counts[chosen] ?? 0;
    counts[chosen] = (counts[chosen] ?? 0) + 1;
    created[row] = second;
    updated[row] = second;
    const backdated = start !== row ? (bits >>> 10) % 60 : (bits >>> 10) % 6 === 0 ? (bits >>> 13) % 20 : 0;
    day[row] = createdDay;
    let flagBits = 0;
    const vendorKind = chosen >= kindNumber.Bill && chosen <= kindNumber.PurchaseOrder;
    const parties =
      chosen === kindNumber.TimeActivity
        ? blueprint.employees
        : vendorKind
          ? blueprint.vendors
          : blueprint.customers;
    const who = mix(bits, 77) % knownAt(parties.length, progress);
    party[row] = who;

    switch (bulkKinds[chosen]) {
      case "Invoice": {
        day[row] = Math.max(startDay - 1, createdDay - backdated);
        if (bits % 151 === 3) {
          flagBits |= flag.voided;
          break;
        }
        const owed = saleOf(blueprint, row, blueprint.customers[who]?.taxCode).totalCents;
        total[row] = owed;
        balance[row] = owed;
        if ((bits >>> 5) % 25 !== 0 && owed > 0) openInvoices[invoiceTail++] = row;
        break;
      }
      case "Payment": {
        const customer = party[oldestInvoice] ?? 0;
        party[row] = customer;
        const foreign = blueprint.customers[customer]?.currency !== homeCurrency;
        const owed = balance[oldestInvoice] ?? 0;
        const way = (bits >>> 6) % 50;
        if (!foreign && (bits >>> 12) % 20 < 13) flagBits |= flag.undeposited;
        if (way === 0) {
          // Money on account: the invoice stays open for the next payment.
          total[row] = 10_000 + ((bits >>> 8) % 900) * 100;
          flagBits |= flag.onAccount;
        } else {
          invoiceHead += 1;
          const applied = way < 5 ? Math.max(1, Math.floor(owed / 2)) : owed;
          total[row] = way === 5 || way === 6 ? owed + 2_500 : applied;
          extent[row] = applied;
          link[row] = oldestInvoice + 1;
          link[oldestInvoice] = row + 1;
          balance[oldestInvoice] = owed - applied;
          updated[oldestInvoice] = Math.max(updated[oldestInvoice] ?? 0, second);
        }
        balance[row] = (total[row] ?? 0) - (extent[row] ?? 0);
        if ((flagBits & flag.undeposited) !== 0) undeposited[lyingUndeposited++] = row;
        break;
      }
      case "SalesReceipt": {
        day[row] = Math.max(startDay - 1, createdDay - backdated);
        const customer = blueprint.customers[who];
        total[row] = saleOf(blueprint, row, customer?.taxCode).totalCents;
        if (customer?.currency === homeCurrency && (bits >>> 12) % 20 < 11) {
          flagBits |= flag.undeposited;
          undeposited[lyingUndeposited++] = row;
        }
        break;
      }
      case "CreditMemo":
        total[row] = saleOf(blueprint, row, blueprint.customers[who]?.taxCode, "small").totalCents;
        balance[row] = total[row] ?? 0;
        break;
      case "RefundReceipt":
        total[row] = saleOf(blueprint, row, blueprint.customers[who]?.taxCode, "small").totalCents;
        break;
      case "Estimate":
        total[row] = saleOf(blueprint, row, blueprint.customers[who]?.taxCode).totalCents;
        break;
      case "Bill":
        day[row] = Math.max(startDay - 1, createdDay - backdated);
        total[row] = spendTotal(spendLinesOf(blueprint, row, "bill"));
        balance[row] = total[row] ?? 0;
        if ((bits >>> 5) % 30 !== 0) openBills[billTail++] = row;
        break;
      case "BillPayment":
        party[row] = party[oldestBill] ?? 0;
        billHead += 1;
        total[row] = balance[oldestBill] ?? 0;
        extent[row] = total[row] ?? 0;
        link[row] = oldestBill + 1;
        link[oldestBill] = row + 1;
        balance[oldestBill] = 0;
        updated[oldestBill] = Math.max(updated[oldestBill] ?? 0, second);
        break;
      case "VendorCredit":
        total[row] = spendTotal(spendLinesOf(blueprint, row, "purchase").slice(0, 1));
        balance[row] = total[row] ?? 0;
        break;
      case "Purchase":
        day[row] = Math.max(startDay - 1, createdDay - backdated);
        if (bits % 199 === 5) flagBits |= flag.voided;
        else total[row] = spendTotal(spendLinesOf(blueprint, row, "purchase"));
        break;
      case "PurchaseOrder":
        total[row] = spendTotal(spendLinesOf(blueprint, row, "order"));
        break;
      case "Deposit": {
        const take = Math.min(1 + ((bits >>> 8) % 8), lyingUndeposited - takenUndeposited);
        link[row] = takenUndeposited + 1;
        extent[row] = take;
        let sum = 0;
        for (let index = 0; index < take; index++) {
          const taken = undeposited[takenUndeposited + index] ?? 0;
          sum += total[taken] ?? 0;
          depositOf[taken] = row + 1;
          updated[taken] = Math.max(updated[taken] ?? 0, second);
        }
        takenUndeposited += take;
        if ((bits >>> 14) % 6 === 0) {
          flagBits |= flag.extraLine;
          sum += 1_500;
        }
        if ((bits >>> 17) % 12 === 0 && sum > 10_000) {
          flagBits |= flag.cashBack;
          sum -= 5_000;
        }
        total[row] = sum;
        break;
      }
      case "Transfer":
        total[row] = 50_000 + ((bits >>> 8) % 200) * 2_500;
        break;
      case "JournalEntry":
        day[row] = Math.max(startDay - 1, createdDay - backdated);
        total[row] = 2_000 + ((bits >>> 8) % 40_000);
        break;
      case "TimeActivity":
      case undefined:
        break;
    }
    if ((bits >>> 3) % 12 === 0 || (flagBits & flag.voided) !== 0) {
      flagBits |= flag.edited;
      updated[row] = Math.min(endSecond, second + ((bits >>> 9) % 5_184_000));
    }
    flags[row] = flagBits;
  }

  for (let row = bulkEditFrom; row < bulkEditTo; row++) {
    flags[row] = (flags[row] ?? 0) | flag.edited;
    updated[row] = Math.max(updated[row] ?? 0, bulkEditSecond);
  }

  const rowsOfKind = bulkKinds.map((_, index) => new Uint32Array(counts[index] ?? 0));
  for (let row = 0; row < length; row++) {
    const rows = rowsOfKind[kind[row] ?? 0];
    if (rows !== undefined) rows[ordinal[row] ?? 0] = row;
  }
  return {
    length,
    kind,
    flags,
    created,
    updated,
    day,
    party,
    total,
    balance,
    link,
    extent,
    ordinal,
    rowsOfKind,
    undeposited,
    depositOf,
  };
}
