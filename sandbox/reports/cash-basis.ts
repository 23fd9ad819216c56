// Cash basis by Intuit's rules. Of a document on account only income and expense wait: tax, stock and other
// balance sheet lines stand at its own day against the receivable or payable. Each payment brings the paid
// share of what waits on the later of both days (Intuit's compliance date). Money that is not applied, or
// not yet, is Unapplied Cash Payment Income or Unapplied Cash Bill Payment Expense. Every transaction
// balances on every day.

import { roundHalfUp, scaleCents, toCents } from "../company/cents.ts";
import { appliedLines } from "../company/rules/applied-lines.ts";
import type { CompanyState } from "../company/state.ts";
import { numberAt, textAt, type Fields } from "../company/wire-fields.ts";
import { isBalanceSheet } from "../ledger/account-types.ts";
import { transactionKey, type Posting } from "../ledger/posting.ts";
import { accrualLines, passes, type LedgerLine, type LineFilter } from "./ledger-lines.ts";

const onAccount = new Set(["Invoice", "CreditMemo", "Bill", "VendorCredit"]);
const settling = {
  Payment: "UnappliedCashPaymentIncome",
  BillPayment: "UnappliedCashBillPaymentExpense",
} as const;

const isSettling = (entity: string): entity is keyof typeof settling => Object.hasOwn(settling, entity);
const dayOf = (object: Fields): string => textAt(object, "TxnDate") ?? "";
const later = (a: string, b: string): string => (a > b ? a : b);

interface Application {
  readonly on: string;
  /** In the document's currency. */
  readonly cents: number;
}

/** A document on account: what waits, and the receivable or payable that it waits against. */
interface OnAccount {
  readonly waiting: LedgerLine[];
  readonly applications: Application[];
  control: LedgerLine | undefined;
}

export function* cashLines(state: CompanyState, filter: LineFilter): Generator<LedgerLine> {
  const { from = "", to = "9999", ...marks } = filter;
  for (const line of new CashBasis(state).lines())
    if (line.posting.cents !== 0 && line.on >= from && line.on <= to && passes(line, marks)) yield line;
}

const withCents = (line: LedgerLine, cents: number, foreignCents: number): LedgerLine => ({
  ...line,
  posting: { ...line.posting, cents, foreignCents },
});

class CashBasis {
  readonly #state: CompanyState;
  readonly #documents = new Map<string, OnAccount>();
  /** A receivable or payable line of each payment; money not applied goes against the same account. */
  readonly #controls = new Map<string, LedgerLine>();

  constructor(state: CompanyState) {
    this.#state = state;
  }

  *lines(): Generator<LedgerLine> {
    for (const line of accrualLines(this.#state, {})) {
      if (onAccount.has(line.entity)) {
        if (!this.#keep(line)) yield line;
        continue;
      }
      if (isSettling(line.entity) && this.#state.chart.isControl(line.posting.accountId))
        this.#controls.set(transactionKey(line.entity, line.id), line);
      yield line;
    }
    yield* this.#payments("Payment", 1);
    yield* this.#payments("BillPayment", -1);
    for (const [key, document] of this.#documents) yield* this.#recognised(key, document);
  }

  /** True when the line waits or is what others wait against. */
  #keep(line: LedgerLine): boolean {
    const key = transactionKey(line.entity, line.id);
    let document = this.#documents.get(key);
    if (document === undefined)
      this.#documents.set(key, (document = { waiting: [], applications: [], control: undefined }));
    const account = this.#state.chart.get(line.posting.accountId);
    if (account !== undefined && this.#state.chart.isControl(account.id)) {
      const before = document.control?.posting;
      const { cents, foreignCents } = line.posting;
      document.control = withCents(
        line,
        cents + (before?.cents ?? 0),
        foreignCents + (before?.foreignCents ?? 0),
      );
      return true;
    }
    if (account === undefined || isBalanceSheet(account.classification) || this.#comesAtOnce(line))
      return false;
    document.waiting.push(line);
    return true;
  }

  #comesAtOnce({ posting }: LedgerLine): boolean {
    return (
      this.#state.habits.cashBasisCostOfGoods === "at-once" &&
      posting.itemId !== undefined &&
      this.#state.books.stock.item(posting.itemId)?.expenseAccountId === posting.accountId
    );
  }

  /** What each payment applies, and what of it is not applied on which day. @param sign 1 where we are paid. */
  *#payments(entity: keyof typeof settling, sign: 1 | -1): Generator<LedgerLine> {
    const unappliedAccount = this.#state.chart.findSystem(settling[entity])?.id;
    for (const payment of this.#state.table(entity).scan({ order: "id" })) {
      const total = toCents(numberAt(payment, "TotalAmt") ?? 0);
      const targets = appliedLines(payment, this.#state).flatMap((line) => {
        const object = this.#state.read(line.entity, line.id);
        return object === undefined ? [] : [{ ...line, object }];
      });
      // One that only ties a document to a credit counts when both are there.
      const paidOn =
        total === 0
          ? targets.reduce((on, { object }) => later(on, dayOf(object)), dayOf(payment))
          : dayOf(payment);
      const rate = numberAt(payment, "ExchangeRate") ?? 1;
      const control = this.#controls.get(transactionKey(entity, payment.Id));
      const unapplied = (on: string, cents: number, atRate: number): LedgerLine[] =>
        control === undefined || unappliedAccount === undefined
          ? []
          : this.#pair({ ...control, on }, unappliedAccount, -sign * cents, atRate);
      let rest = total;
      for (const target of targets) {
        const on = later(dayOf(target.object), paidOn);
        const signed = target.sign * target.cents;
        rest -= signed;
        this.#documents
          .get(transactionKey(target.entity, target.id))
          ?.applications.push({ on, cents: target.cents });
        if (on === paidOn) continue;
        const atRate = numberAt(target.object, "ExchangeRate") ?? rate;
        yield* unapplied(paidOn, signed, atRate);
        yield* unapplied(on, -signed, atRate);
      }
      yield* unapplied(paidOn, rest, rate);
    }
  }

  /** Moves an amount of the payment's currency from its receivable or payable to another account. */
  #pair(control: LedgerLine, accountId: string, foreignCents: number, rate: number): LedgerLine[] {
    const cents = rate === 1 ? foreignCents : scaleCents(foreignCents, rate);
    const posting: Posting = { ...control.posting, accountId, cents, foreignCents };
    return [{ ...control, posting }, withCents(control, -cents, -foreignCents)];
  }

  /** The document at its own day without what waits, and then each share of that as it is paid. */
  *#recognised(key: string, { waiting, applications, control }: OnAccount): Generator<LedgerLine> {
    if (control === undefined) {
      yield* waiting;
      return;
    }
    const sum = (amount: (line: LedgerLine) => number): number =>
      waiting.reduce((all, line) => all + amount(line), 0);
    const { cents, foreignCents } = control.posting;
    yield withCents(
      control,
      cents + sum(({ posting }) => posting.cents),
      foreignCents + sum(({ posting }) => posting.foreignCents),
    );
    const [entity = "", id = ""] = key.split("/");
    const object = this.#state.read(entity, id) ?? {};
    const total = toCents(numberAt(object, "TotalAmt") ?? 0);
    const deposit = toCents(numberAt(object, "Deposit") ?? 0);
    const own: Application[] = [{ on: control.on, cents: total === 0 ? 1 : deposit }, ...applications];
    own.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    const done = waiting.map(() => ({ cents: 0, foreignCents: 0 }));
    let applied = 0;
    for (const application of own) {
      applied += application.cents;
      const share = Math.min(1, applied / (total === 0 ? 1 : total));
      for (const [place, line] of waiting.entries()) {
        const before = done[place] ?? { cents: 0, foreignCents: 0 };
        const now = {
          cents: roundHalfUp(line.posting.cents * share),
          foreignCents: roundHalfUp(line.posting.foreignCents * share),
        };
        done[place] = now;
        const [home, foreign] = [now.cents - before.cents, now.foreignCents - before.foreignCents];
        yield withCents({ ...line, on: application.on }, home, foreign);
        yield withCents({ ...control, on: application.on }, -home, -foreign);
      }
    }
  }
}
