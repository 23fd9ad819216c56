/** What bills, vendor credits, purchases and purchase orders have in common. */
import { roundHalfUp } from "../cents.ts";
import { faults } from "../fault.ts";
import { type Fields, fieldsAt, listAt, refAt, textAt } from "../wire-fields.ts";
import { documentLinks } from "./document-links.ts";
import type { Draft } from "./draft.ts";
import { type Money, centsAt, commonHead, moneyOf, partyOf, picked, transactionDay } from "./form-head.ts";
import { lineIds } from "./line-ids.ts";
import { refuse } from "./refusal.ts";
import { lineCents } from "./sales-lines.ts";

interface SpendForm {
  readonly head: Record<string, unknown>;
  readonly lines: readonly Fields[];
  readonly day: string;
  readonly money: Money;
  readonly totalCents: number;
}

const billable = new Set(["Billable", "NotBillable", "HasBeenBilled"]);

function spendLine(
  draft: Draft,
  line: Fields,
  id: string,
  number: number,
): { readonly line: Fields; readonly cents: number } {
  const type = textAt(line, "DetailType");
  if (type !== "AccountBasedExpenseLineDetail" && type !== "ItemBasedExpenseLineDetail")
    return refuse(faults.invalidEnumeration("DetailType", type ?? "null"));
  const detail = fieldsAt(line, type) ?? {};
  if (refAt(detail, type === "AccountBasedExpenseLineDetail" ? "AccountRef" : "ItemRef") === undefined)
    refuse(faults.lineNeedsAccountOrItem());
  const status = textAt(detail, "BillableStatus") ?? "NotBillable";
  if (!billable.has(status)) refuse(faults.invalidEnumeration("BillableStatus", status));
  if (status === "Billable" && refAt(detail, "CustomerRef") === undefined)
    refuse(faults.business("When you make an expense billable, you need to choose the customer to bill."));
  const cents =
    type === "ItemBasedExpenseLineDetail"
      ? lineCents(line, detail)
      : (centsAt(line, "Amount") ?? refuse(faults.required("Line.Amount")));
  const { BillableStatus: _status, TaxCodeRef: _code, ...rest } = detail;
  return {
    line: {
      Id: id,
      LineNum: number,
      ...picked(line, ["Description"]),
      Amount: cents / 100,
      ...(Array.isArray(line["LinkedTxn"]) && line["LinkedTxn"].length > 0
        ? { LinkedTxn: line["LinkedTxn"] }
        : {}),
      DetailType: type,
      [type]: { ...rest, BillableStatus: status, TaxCodeRef: detail["TaxCodeRef"] ?? { value: "NON" } },
    },
    cents,
  };
}

export function spendForm(draft: Draft, party: Fields | undefined, number: string | undefined): SpendForm {
  const { fields } = draft;
  const sent = listAt(fields, "Line");
  if (sent.length === 0) refuse(faults.required("Line"));
  const day = transactionDay(draft);
  const money = moneyOf(draft, party, day);
  const ids = lineIds(draft.before);
  let totalCents = 0;
  const lines: Fields[] = [];
  for (const line of sent) {
    const made = spendLine(draft, line, ids.idFor(line), lines.length + 1);
    totalCents += made.cents;
    lines.push(made.line);
  }
  for (const line of listAt(fieldsAt(fields, "TxnTaxDetail") ?? {}, "TaxLine"))
    totalCents += centsAt(line, "Amount") ?? 0;
  if (totalCents < 0) refuse(faults.business("Transaction amount must be 0 or greater."));
  return {
    head: commonHead(draft, day, money, number),
    lines,
    day,
    money,
    totalCents: roundHalfUp(totalCents),
  };
}

export function vendorOf(draft: Draft): Fields {
  return partyOf(draft, "VendorRef", "Vendor") ?? refuse(faults.required("VendorRef"));
}

export function payableRef(draft: Draft, money: Money): unknown {
  const account = draft.state.chart.find("Accounts Payable", undefined, money.code);
  return (
    draft.fields["APAccountRef"] ??
    (account === undefined ? undefined : draft.state.refs.find("Account", account.id))
  );
}

export const linkedWhenAny = (draft: Draft): Fields => {
  const linked = documentLinks(draft);
  return linked.length === 0 ? {} : { LinkedTxn: linked };
};
