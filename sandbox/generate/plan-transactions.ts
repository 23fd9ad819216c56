// Lays the rows of a plan down in the order in which they were entered. Payments settle the oldest
// open invoice, bill payments the oldest open bill, deposits take what lies undeposited.

import type { Blueprint } from "./blueprint.ts";
import { kindLots } from "./kind-lots.ts";
import { knownAt } from "./list-times.ts";
import { emptyColumns, flag, kindNumber, type Plan, type PlanColumns } from "./plan.ts";
import { planCalendar, type PlanCalendar } from "./plan-calendar.ts";
import { bulkKinds, type BulkKind } from "./profile.ts";
import { depositExtras } from "./objects/payment-objects.ts";
import { mix } from "./random.ts";
import { RowQueue } from "./row-queue.ts";
import { saleOf } from "./planned-sale.ts";
import { spendLinesOf, spendTotal, type SpendPattern } from "./spend-lines.ts";

const settleAfterSeconds = { invoice: 12 * 86_400, bill: 9 * 86_400 } as const;

/** One row as it is being planned. */
interface Turn {
  readonly row: number;
  readonly bits: number;
  readonly second: number;
  readonly who: number;
}

class Planner {
  readonly #blueprint: Blueprint;
  readonly #calendar: PlanCalendar;
  readonly #columns: PlanColumns;
  readonly #openInvoices: RowQueue;
  readonly #openBills: RowQueue;
  readonly #undeposited: RowQueue;
  readonly #counts = new Uint32Array(bulkKinds.length);
  readonly #choices: Uint8Array;

  constructor(blueprint: Blueprint, length: number) {
    this.#blueprint = blueprint;
    this.#calendar = planCalendar(blueprint, length);
    this.#columns = emptyColumns(length);
    this.#openInvoices = new RowQueue(new Uint32Array(length));
    this.#openBills = new RowQueue(new Uint32Array(length));
    this.#undeposited = new RowQueue(this.#columns.undeposited);
    this.#choices = kindLots(blueprint);
  }

  run(): Plan {
    const { length } = this.#columns;
    for (let row = 0; row < length; row++) this.#plan(row);
    this.#editTogether();
    return { ...this.#columns, rowsOfKind: this.#rowsOfKind() };
  }

  #plan(row: number): void {
    const columns = this.#columns;
    const { seed, startDay, customers, vendors, employees } = this.#blueprint;
    const bits = mix(seed ^ 0x9147, row);
    const second = this.#calendar.secondOf(row);
    const number = this.#kindFor(bits, second);
    columns.kind[row] = number;
    columns.ordinal[row] = this.#counts[number] ?? 0;
    this.#counts[number] = (this.#counts[number] ?? 0) + 1;
    columns.created[row] = second;
    columns.updated[row] = second;
    const kind = bulkKinds[number] ?? "Invoice";
    const byVendor = number >= kindNumber.Bill && number <= kindNumber.PurchaseOrder;
    const parties = kind === "TimeActivity" ? employees : byVendor ? vendors : customers;
    const who = mix(bits, 77) % knownAt(parties.length, row / columns.length);
    columns.party[row] = who;
    const today = this.#calendar.dayOf(row);
    columns.day[row] = backdatable.has(kind)
      ? Math.max(startDay - 1, today - this.#backdated(row, bits))
      : today;
    this.#fill(kind, { row, bits, second, who });
    if ((bits >>> 3) % 12 === 0 || this.#has(row, flag.voided)) {
      this.#mark(row, flag.edited);
      columns.updated[row] = Math.min(
        Math.floor(this.#blueprint.endMs / 1_000),
        second + ((bits >>> 9) % 5_184_000),
      );
    }
  }

  /** What the row is, or what it becomes because nothing is there to settle or to bank. */
  #kindFor(bits: number, second: number): number {
    const chosen = this.#choices[bits % this.#choices.length] ?? 0;
    const isDue = (queue: RowQueue, afterSeconds: number): boolean =>
      queue.length > 0 && (this.#columns.created[queue.first()] ?? 0) + afterSeconds <= second;
    if (chosen === kindNumber.Payment && !isDue(this.#openInvoices, settleAfterSeconds.invoice))
      return kindNumber.Invoice;
    if (chosen === kindNumber.BillPayment && !isDue(this.#openBills, settleAfterSeconds.bill))
      return kindNumber.Purchase;
    if (chosen === kindNumber.Deposit && this.#undeposited.length < 3) return kindNumber.Purchase;
    return chosen;
  }

  #fill(kind: BulkKind, turn: Turn): void {
    const { row, bits } = turn;
    const columns = this.#columns;
    switch (kind) {
      case "Invoice": {
        this.#invoice(turn);
        return;
      }
      case "Payment": {
        this.#payment(turn);
        return;
      }
      case "SalesReceipt":
        columns.total[row] = this.#saleTotal(turn, "full");
        if (this.#isHome(turn.who) && (bits >>> 12) % 20 < 11) this.#leaveUndeposited(row);
        return;
      case "CreditMemo":
        columns.total[row] = this.#saleTotal(turn, "small");
        columns.balance[row] = columns.total[row] ?? 0;
        return;
      case "RefundReceipt":
        columns.total[row] = this.#saleTotal(turn, "small");
        return;
      case "Estimate":
        columns.total[row] = this.#saleTotal(turn, "full");
        return;
      case "Bill":
        columns.total[row] = this.#spendTotal(row, "bill");
        columns.balance[row] = columns.total[row] ?? 0;
        if ((bits >>> 5) % 30 !== 0) this.#openBills.push(row);
        return;
      case "BillPayment": {
        this.#billPayment(turn);
        return;
      }
      case "VendorCredit":
        columns.total[row] = spendTotal(
          this.#blueprint,
          spendLinesOf(this.#blueprint, row, "purchase").slice(0, 1),
        );
        columns.balance[row] = columns.total[row] ?? 0;
        return;
      case "Purchase":
        if (bits % 199 === 5) this.#mark(row, flag.voided);
        else columns.total[row] = this.#spendTotal(row, "purchase");
        return;
      case "PurchaseOrder":
        columns.total[row] = this.#spendTotal(row, "order");
        return;
      case "Deposit": {
        this.#deposit(turn);
        return;
      }
      case "Transfer":
        columns.total[row] = 50_000 + ((bits >>> 8) % 200) * 2_500;
        return;
      case "JournalEntry":
        columns.total[row] = 2_000 + ((bits >>> 8) % 40_000);
        return;
      case "TimeActivity":
        return;
    }
  }

  #invoice(turn: Turn): void {
    const { row, bits } = turn;
    if (bits % 151 === 3) {
      this.#mark(row, flag.voided);
      return;
    }
    const owed = this.#saleTotal(turn, "full");
    this.#columns.total[row] = owed;
    this.#columns.balance[row] = owed;
    // One customer in twenty-five never pays.
    if ((bits >>> 5) % 25 !== 0 && owed > 0) this.#openInvoices.push(row);
  }

  #payment({ row, bits, second }: Turn): void {
    const { total, balance, extent, party } = this.#columns;
    const invoice = this.#openInvoices.first();
    const customer = party[invoice] ?? 0;
    party[row] = customer;
    const owed = balance[invoice] ?? 0;
    const way = (bits >>> 6) % 50;
    if (way === 0) {
      // Money on account: the invoice stays open for the next payment.
      total[row] = 10_000 + ((bits >>> 8) % 900) * 100;
      this.#mark(row, flag.onAccount);
    } else {
      this.#openInvoices.shift();
      const applied = way < 5 ? Math.max(1, Math.floor(owed / 2)) : owed;
      total[row] = way === 5 || way === 6 ? owed + 2_500 : applied;
      this.#settle(row, invoice, applied, second);
    }
    balance[row] = (total[row] ?? 0) - (extent[row] ?? 0);
    if (this.#isHome(customer) && (bits >>> 12) % 20 < 13) this.#leaveUndeposited(row);
  }

  #billPayment({ row, second }: Turn): void {
    const { total, balance, party } = this.#columns;
    const bill = this.#openBills.shift();
    party[row] = party[bill] ?? 0;
    total[row] = balance[bill] ?? 0;
    this.#settle(row, bill, total[row] ?? 0, second);
  }

  #settle(row: number, settled: number, cents: number, second: number): void {
    const { balance, extent, link, updated } = this.#columns;
    extent[row] = cents;
    link[row] = settled + 1;
    link[settled] = row + 1;
    balance[settled] = (balance[settled] ?? 0) - cents;
    updated[settled] = Math.max(updated[settled] ?? 0, second);
  }

  #deposit({ row, bits, second }: Turn): void {
    const { total, extent, link, updated, depositOf } = this.#columns;
    const take = Math.min(1 + ((bits >>> 8) % 8), this.#undeposited.length);
    link[row] = this.#undeposited.taken + 1;
    extent[row] = take;
    let sum = 0;
    for (let index = 0; index < take; index++) {
      const taken = this.#undeposited.shift();
      sum += total[taken] ?? 0;
      depositOf[taken] = row + 1;
      updated[taken] = Math.max(updated[taken] ?? 0, second);
    }
    if ((bits >>> 14) % 6 === 0) {
      this.#mark(row, flag.extraLine);
      sum += depositExtras.interest;
    }
    if ((bits >>> 17) % 12 === 0 && sum > 2 * depositExtras.cashBack) {
      this.#mark(row, flag.cashBack);
      sum -= depositExtras.cashBack;
    }
    total[row] = sum;
  }

  #leaveUndeposited(row: number): void {
    this.#mark(row, flag.undeposited);
    this.#undeposited.push(row);
  }

  /** Imports are dated over the months before them, and one entry in six is caught up on later. */
  #backdated(row: number, bits: number): number {
    if (this.#calendar.isImported(row)) return (bits >>> 10) % 60;
    return (bits >>> 10) % 6 === 0 ? (bits >>> 13) % 20 : 0;
  }

  #saleTotal({ row, who }: Turn, size: "full" | "small"): number {
    return saleOf(this.#blueprint, row, this.#blueprint.customers[who]?.taxCode, size).totalCents;
  }

  #spendTotal(row: number, pattern: SpendPattern): number {
    return spendTotal(this.#blueprint, spendLinesOf(this.#blueprint, row, pattern));
  }

  #isHome(customer: number): boolean {
    return this.#blueprint.customers[customer]?.currency === this.#blueprint.homeCurrency;
  }

  #has(row: number, bit: number): boolean {
    return ((this.#columns.flags[row] ?? 0) & bit) !== 0;
  }

  #mark(row: number, bit: number): void {
    this.#columns.flags[row] = (this.#columns.flags[row] ?? 0) | bit;
  }

  /** One evening somebody changed a run of documents: thousands of rows with one time of change. */
  #editTogether(): void {
    const { from, to, second } = this.#calendar.bulkEdit;
    for (let row = from; row < to; row++) {
      this.#mark(row, flag.edited);
      this.#columns.updated[row] = Math.max(this.#columns.updated[row] ?? 0, second);
    }
  }

  #rowsOfKind(): Uint32Array[] {
    const rowsOfKind = bulkKinds.map((_, number) => new Uint32Array(this.#counts[number] ?? 0));
    for (let row = 0; row < this.#columns.length; row++) {
      const rows = rowsOfKind[this.#columns.kind[row] ?? 0];
      if (rows !== undefined) rows[this.#columns.ordinal[row] ?? 0] = row;
    }
    return rowsOfKind;
  }
}

/** Documents that are entered later than they are dated. Money moves on the day it is entered. */
const backdatable = new Set<BulkKind>(["Invoice", "SalesReceipt", "Bill", "Purchase", "JournalEntry"]);

export const planTransactions = (blueprint: Blueprint, length: number): Plan =>
  new Planner(blueprint, length).run();
