// What customers owe or vendors are owed, document by document, as it stood on a day.

import { scaleCents, toCents } from "../company/cents.ts";
import type { WireObject } from "../company/company.ts";
import { appliedLines } from "../company/rules/applied-lines.ts";
import type { CompanyState } from "../company/state.ts";
import { fieldsAt, listAt, numberAt, refAt, textAt } from "../company/wire-fields.ts";

export type Side = "Customer" | "Vendor";

export interface OpenItem {
  readonly entity: string;
  readonly object: WireObject;
  readonly nameId: string;
  readonly on: string;
  readonly dueOn: string;
  /** Home cents; credits and unapplied payments are negative. */
  readonly totalCents: number;
  readonly openCents: number;
}

const documentsOf = {
  Customer: {
    owed: "Invoice",
    credit: "CreditMemo",
    payment: "Payment",
    ref: "CustomerRef",
    control: "Accounts Receivable",
    debit: 1,
  },
  Vendor: {
    owed: "Bill",
    credit: "VendorCredit",
    payment: "BillPayment",
    ref: "VendorRef",
    control: "Accounts Payable",
    debit: -1,
  },
} as const;

const dayOf = (object: WireObject): string => textAt(object, "TxnDate") ?? "";

export function openItems(state: CompanyState, side: Side, day: string): OpenItem[] {
  const { owed, credit, payment, ref, control, debit } = documentsOf[side];
  const items: OpenItem[] = [];
  const applied = new Map<string, number>();
  const keep = (
    entity: string,
    object: WireObject,
    nameId: string | undefined,
    total: number,
    open: number,
  ): void => {
    if (open === 0 || nameId === undefined) return;
    const rate = numberAt(object, "ExchangeRate") ?? 1;
    const on = dayOf(object);
    items.push({
      entity,
      object,
      nameId,
      on,
      dueOn: textAt(object, "DueDate") ?? on,
      totalCents: scaleCents(total, rate),
      openCents: scaleCents(open, rate),
    });
  };
  for (const object of state.table(payment).scan({ order: "id" })) {
    if (dayOf(object) > day) continue;
    let left = toCents(numberAt(object, "TotalAmt") ?? 0);
    const total = left;
    for (const line of appliedLines(object, state)) {
      left -= line.sign * line.cents;
      const target = state.read(line.entity, line.id);
      // A document dated after the payment is not there yet on a day between the two.
      if (target === undefined || dayOf(target) > day) left += line.sign * line.cents;
      else
        applied.set(
          `${line.entity}/${line.id}`,
          (applied.get(`${line.entity}/${line.id}`) ?? 0) + line.cents,
        );
    }
    keep(payment, object, refAt(object, ref), -total, -left);
  }
  for (const [entity, sign] of [
    [owed, 1],
    [credit, -1],
  ] as const)
    for (const object of state.table(entity).scan({ order: "id" })) {
      if (dayOf(object) > day) continue;
      const total = toCents(numberAt(object, "TotalAmt") ?? 0);
      const open =
        total - toCents(numberAt(object, "Deposit") ?? 0) - (applied.get(`${entity}/${object.Id}`) ?? 0);
      keep(entity, object, refAt(object, ref), sign * total, sign * open);
    }
  for (const object of state.table("JournalEntry").scan({ order: "id" })) {
    if (dayOf(object) > day) continue;
    for (const line of listAt(object, "Line")) {
      const detail = fieldsAt(line, "JournalEntryLineDetail") ?? {};
      if (state.chart.get(refAt(detail, "AccountRef") ?? "")?.type !== control) continue;
      const cents =
        debit * (textAt(detail, "PostingType") === "Debit" ? 1 : -1) * toCents(numberAt(line, "Amount") ?? 0);
      keep("JournalEntry", object, refAt(fieldsAt(detail, "Entity") ?? {}, "EntityRef"), cents, cents);
    }
  }
  return items;
}

/** Items of the names that the URL asks for. */
export function filteredItems(
  items: readonly OpenItem[],
  wanted: ReadonlySet<string> | undefined,
): readonly OpenItem[] {
  return wanted === undefined ? items : items.filter(({ nameId }) => wanted.has(nameId));
}
