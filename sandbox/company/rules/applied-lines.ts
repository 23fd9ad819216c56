// Lines that apply money to other transactions: of payments and bill payments.

import { toCents } from "../cents.ts";
import type { WireObject } from "../company.ts";
import { faults } from "../fault.ts";
import type { CompanyState } from "../state.ts";
import { fieldsAt, listAt, numberAt, refAt, textAt, type Fields } from "../wire-fields.ts";
import { centsAt } from "./form-head.ts";
import type { Draft } from "./draft.ts";
import { paymentLineEx } from "../payment-line-ex.ts";
import { reject } from "./rejection.ts";

/** What LinkedTxn calls a transaction, and the entity behind the name. */
export const entityOfLinkType: Readonly<Record<string, string>> = {
  Invoice: "Invoice",
  CreditMemo: "CreditMemo",
  Payment: "Payment",
  SalesReceipt: "SalesReceipt",
  RefundReceipt: "RefundReceipt",
  Estimate: "Estimate",
  Bill: "Bill",
  VendorCredit: "VendorCredit",
  BillPayment: "BillPayment",
  BillPaymentCheck: "BillPayment",
  BillPaymentCreditCard: "BillPayment",
  PurchaseOrder: "PurchaseOrder",
  JournalEntry: "JournalEntry",
  Deposit: "Deposit",
  Transfer: "Transfer",
  Purchase: "Purchase",
  Expense: "Purchase",
  Check: "Purchase",
  CreditCardCredit: "Purchase",
  TimeActivity: "TimeActivity",
  ReimburseCharge: "ReimburseCharge",
};

export interface AppliedLine {
  readonly line: Fields;
  readonly type: string;
  readonly entity: string;
  readonly id: string;
  readonly cents: number;
  /** +1 settles what is owed (invoice, bill); -1 uses up a credit. */
  readonly sign: 1 | -1;
}

const credits = new Set(["CreditMemo", "VendorCredit"]);

/** Where a payment's journal entries are looked up. */
interface Readable {
  read(entity: string, id: string): Fields | undefined;
}

/** A journal entry is settled or used up as its line with the payment's party says: what is owed to us is a debit. */
function journalSign(payment: Fields, link: Fields, entry: Fields | undefined): 1 | -1 {
  const customer = refAt(payment, "CustomerRef");
  const party = customer ?? refAt(payment, "VendorRef");
  const lineId = textAt(link, "TxnLineId");
  let debit = 0;
  for (const line of listAt(entry ?? {}, "Line")) {
    const detail = fieldsAt(line, "JournalEntryLineDetail") ?? {};
    const owner = fieldsAt(detail, "Entity") ?? {};
    const isNamed = lineId !== undefined && textAt(line, "Id") === lineId;
    const isOwned =
      textAt(owner, "Type") === (customer === undefined ? "Vendor" : "Customer") &&
      refAt(owner, "EntityRef") === party;
    if (!isNamed && !isOwned) continue;
    const cents =
      toCents(numberAt(line, "Amount") ?? 0) * (textAt(detail, "PostingType") === "Debit" ? 1 : -1);
    if (isNamed) {
      debit = cents;
      break;
    }
    debit += cents;
  }
  return (customer === undefined ? -debit : debit) < 0 ? -1 : 1;
}

/** The applications of a stored payment, by line. */
export function appliedLines(object: Fields, books: Readable): AppliedLine[] {
  return listAt(object, "Line").flatMap((line) => {
    const link = listAt(line, "LinkedTxn")[0];
    const type = link === undefined ? undefined : textAt(link, "TxnType");
    const id = link === undefined ? undefined : textAt(link, "TxnId");
    const entity = type === undefined ? undefined : entityOfLinkType[type];
    if (type === undefined || id === undefined || entity === undefined) return [];
    const cents = toCents(numberAt(line, "Amount") ?? 0);
    const sign: 1 | -1 =
      entity === "JournalEntry"
        ? journalSign(object, link ?? {}, books.read(entity, id))
        : credits.has(entity)
          ? -1
          : 1;
    return [{ line, type, entity, id, cents, sign }];
  });
}

const balanceOf = (target: WireObject): number =>
  toCents(numberAt(target, "RemainingCredit") ?? numberAt(target, "Balance") ?? Infinity);

/** The oldest parent: a payment of a customer may settle its jobs' invoices. */
function rootOf(state: CompanyState, id: string | undefined): string | undefined {
  let at = id;
  for (let depth = 0; depth < 6 && at !== undefined; depth++) {
    const parent = refAt(state.read("Customer", at) ?? {}, "ParentRef");
    if (parent === undefined) return at;
    at = parent;
  }
  return at;
}

export function checkedApplications(
  draft: Draft,
  key: "CustomerRef" | "VendorRef",
  allowed: ReadonlySet<string>,
): { lines: Fields[]; appliedCents: number } {
  const { state, fields, before } = draft;
  const party = refAt(fields, key);
  const earlier = new Map<string, number>();
  for (const { entity, id, cents } of before === undefined ? [] : appliedLines(before, state))
    earlier.set(`${entity}/${id}`, (earlier.get(`${entity}/${id}`) ?? 0) + cents);
  const lines: Fields[] = [];
  let appliedCents = 0;
  for (const line of listAt(fields, "Line")) {
    const links = listAt(line, "LinkedTxn");
    const amount = centsAt(line, "Amount") ?? reject(faults.required("Line.Amount"));
    if (amount < 0) reject(faults.negativeLine());
    // A line without a link says nothing: the money stays unapplied. One with several pays them in turn.
    let left = amount;
    for (const [place, link] of links.entries()) {
      const type = textAt(link, "TxnType") ?? reject(faults.required("TxnType"));
      const id = textAt(link, "TxnId") ?? reject(faults.required("TxnId"));
      const entity = entityOfLinkType[type];
      if (entity === undefined || !allowed.has(entity)) return reject(faults.cannotLink(type, id));
      const target = state.read(entity, id);
      if (target === undefined) return reject(faults.notFound());
      const owner = refAt(target, key);
      const same = key === "CustomerRef" ? rootOf(state, owner) === rootOf(state, party) : owner === party;
      if (owner !== undefined && !same) reject(faults.cannotLink(type, id));
      const open = balanceOf(target) + (earlier.get(`${entity}/${id}`) ?? 0);
      const taken = place === links.length - 1 ? left : Math.min(left, open);
      left -= taken;
      if (taken > open)
        reject(faults.business(`The amount applied to ${type} ${id} is more than what is open on it.`));
      earlier.set(`${entity}/${id}`, open === Infinity ? 0 : open - balanceOf(target) - taken);
      if (taken === 0 && links.length > 1) continue;
      const lineId = entity === "JournalEntry" ? textAt(link, "TxnLineId") : undefined;
      const asStored = {
        TxnId: id,
        TxnType: type,
        ...(lineId === undefined ? {} : { TxnLineId: lineId }),
      };
      const [applied] = appliedLines(
        { [key]: fields[key], Line: [{ Amount: taken / 100, LinkedTxn: [link] }] },
        state,
      );
      appliedCents += (applied?.sign ?? 1) * taken;
      lines.push({
        Amount: taken / 100,
        LinkedTxn: [asStored],
        ...(key === "CustomerRef" && open !== Infinity
          ? { LineEx: paymentLineEx(id, open, textAt(target, "DocNumber")) }
          : {}),
      });
    }
  }
  return { lines, appliedCents };
}
