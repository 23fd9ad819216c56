// What one transaction does to others: a payment settles an invoice, a deposit takes a receipt, an
// invoice closes an estimate. The other side's balance and LinkedTxn move, and its LastUpdatedTime;
// its SyncToken does not.

import { fromCents, scaleCents, toCents } from "./cents.ts";
import type { WireObject } from "./company.ts";
import { appliedLines, entityOfLinkType, type AppliedLine } from "./rules/applied-lines.ts";
import type { CompanyState } from "./state.ts";
import { listAt, numberAt, textAt, type Fields } from "./wire-fields.ts";
import { wireTime } from "./wire-time.ts";

/** What LinkedTxn of the other side calls this transaction. */
export function linkTypeOf(entity: string, object: Fields): string {
  if (entity === "BillPayment")
    return textAt(object, "PayType") === "CreditCard" ? "BillPaymentCreditCard" : "BillPaymentCheck";
  if (entity === "Purchase")
    return textAt(object, "PaymentType") === "Check"
      ? "Check"
      : object["Credit"] === true
        ? "CreditCardCredit"
        : "Expense";
  return entity;
}

interface Touch {
  readonly entity: string;
  readonly id: string;
  /** How much less is open afterwards. */
  readonly cents: number;
  /** Other members that change with the link. */
  readonly state?: Readonly<Record<string, string>>;
}

/** States of a document that has been turned into another, and what they are when the link goes. */
const converted = {
  Estimate: { key: "TxnStatus", linked: "Closed", free: "Pending" },
  PurchaseOrder: { key: "POStatus", linked: "Closed", free: "Open" },
  TimeActivity: { key: "BillableStatus", linked: "HasBeenBilled", free: "Billable" },
} as const;

const isConverted = (entity: string): entity is keyof typeof converted => Object.hasOwn(converted, entity);

/** The transactions that an object reaches, by its lines and by its own LinkedTxn. */
function touches(state: CompanyState, entity: string, object: Fields, isLinking: boolean): Touch[] {
  if (entity === "Payment" || entity === "BillPayment")
    return appliedLines(object, state).map(({ entity: to, id, cents }) => ({ entity: to, id, cents }));
  if (entity === "Deposit")
    return listAt(object, "Line").flatMap((line) =>
      listAt(line, "LinkedTxn").flatMap((link) => {
        const to = entityOfLinkType[textAt(link, "TxnType") ?? ""];
        return to === undefined ? [] : [{ entity: to, id: textAt(link, "TxnId") ?? "", cents: 0 }];
      }),
    );
  const links = [
    ...listAt(object, "LinkedTxn"),
    ...listAt(object, "Line").flatMap((line) => listAt(line, "LinkedTxn")),
  ];
  return links.flatMap((link) => {
    const to = entityOfLinkType[textAt(link, "TxnType") ?? ""];
    if (to === undefined || !isConverted(to)) return [];
    const { key, linked, free } = converted[to];
    return [
      { entity: to, id: textAt(link, "TxnId") ?? "", cents: 0, state: { [key]: isLinking ? linked : free } },
    ];
  });
}

export class Links {
  readonly #state: CompanyState;

  constructor(state: CompanyState) {
    this.#state = state;
  }

  link(entity: string, object: WireObject): void {
    this.#apply(entity, object, true);
  }

  unlink(entity: string, object: WireObject): void {
    this.#apply(entity, object, false);
  }

  /** Stores a derived change: same SyncToken, new LastUpdatedTime. */
  derive(entity: string, object: WireObject, changes: Readonly<Record<string, unknown>>): WireObject {
    const nowMs = this.#state.nowMs();
    const changed = {
      ...object,
      ...changes,
      MetaData: { ...object.MetaData, LastUpdatedTime: wireTime(nowMs) },
    };
    this.#state.table(entity).put(changed, nowMs);
    return changed;
  }

  /** The payments and bill payments that settle a document, as its LinkedTxn lists them. */
  settlersOf(object: Fields): { readonly entity: "Payment" | "BillPayment"; readonly object: WireObject }[] {
    return listAt(object, "LinkedTxn").flatMap((link) => {
      const entity = entityOfLinkType[textAt(link, "TxnType") ?? ""];
      if (entity !== "Payment" && entity !== "BillPayment") return [];
      const settler = this.#state.read(entity, textAt(link, "TxnId") ?? "");
      return settler === undefined ? [] : [{ entity, object: settler }];
    });
  }

  /**
   * Takes a document out of the payments that settle it, down to `keepCents` still applied. What is
   * freed becomes unapplied. Gives the payments that changed; their postings must be made again.
   */
  release(
    entity: string,
    object: WireObject,
    keepCents: number,
  ): { readonly entity: "Payment" | "BillPayment"; readonly object: WireObject }[] {
    let keep = keepCents;
    return this.settlersOf(object).flatMap((settler) => {
      const own = appliedLines(settler.object, this.#state).filter(
        (line) => line.entity === entity && line.id === object.Id,
      );
      const applied = own.reduce((sum, { cents }) => sum + cents, 0);
      const kept = Math.min(applied, keep);
      keep -= kept;
      if (kept === applied) return [];
      return [{ entity: settler.entity, object: this.#reduce(settler.entity, settler.object, own, kept) }];
    });
  }

  #reduce(
    entity: "Payment" | "BillPayment",
    settler: WireObject,
    own: readonly AppliedLine[],
    kept: number,
  ): WireObject {
    const ownLines = new Set(own.map(({ line }) => line));
    let left = kept;
    const lines = listAt(settler, "Line").flatMap((line) => {
      if (!ownLines.has(line)) return [line];
      const cents = Math.min(left, toCents(numberAt(line, "Amount") ?? 0));
      left -= cents;
      return cents === 0 ? [] : [{ ...line, Amount: fromCents(cents) }];
    });
    const unapplied =
      toCents(numberAt(settler, "TotalAmt") ?? 0) -
      appliedLines({ ...settler, Line: lines }, this.#state).reduce(
        (sum, line) => sum + line.sign * line.cents,
        0,
      );
    return this.derive(
      entity,
      settler,
      entity === "Payment" ? { Line: lines, UnappliedAmt: fromCents(unapplied) } : { Line: lines },
    );
  }

  #apply(entity: string, object: WireObject, isLinking: boolean): void {
    const type = linkTypeOf(entity, object);
    for (const touch of touches(this.#state, entity, object, isLinking)) {
      const target = this.#state.read(touch.entity, touch.id);
      if (target === undefined) continue;
      const others = listAt(target, "LinkedTxn").filter(
        (link) =>
          textAt(link, "TxnId") !== object.Id || entityOfLinkType[textAt(link, "TxnType") ?? ""] !== entity,
      );
      const changes: Record<string, unknown> = {
        ...touch.state,
        LinkedTxn: isLinking ? [...others, { TxnId: object.Id, TxnType: type }] : others,
      };
      if (touch.cents !== 0)
        Object.assign(changes, this.#settled(target, isLinking ? -touch.cents : touch.cents));
      if (touch.cents !== 0 && isLinking && this.#state.habits.linkedSyncTokenMoves)
        changes["SyncToken"] = String(Number(target.SyncToken) + 1);
      this.derive(touch.entity, target, changes);
    }
  }

  #settled(target: WireObject, change: number): Record<string, number> {
    const out: Record<string, number> = {};
    for (const key of ["Balance", "RemainingCredit"] as const) {
      const open = numberAt(target, key);
      if (open !== undefined) out[key] = fromCents(toCents(open) + change);
    }
    if (target["HomeBalance"] !== undefined && out["Balance"] !== undefined)
      out["HomeBalance"] = fromCents(
        scaleCents(toCents(out["Balance"]), numberAt(target, "ExchangeRate") ?? 1),
      );
    return out;
  }
}
