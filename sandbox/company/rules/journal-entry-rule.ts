// Completes journal entries: debits equal credits, receivables name a customer, payables a vendor.

import { faults } from "../fault.ts";
import { fieldsAt, listAt, refAt, textAt, type Fields } from "../wire-fields.ts";
import type { Draft } from "./draft.ts";
import { centsAt, commonHead, moneyOf, picked, transactionDay } from "./form-head.ts";
import { lineIds } from "./line-ids.ts";
import { reject } from "./rejection.ts";

function entryLine(
  draft: Draft,
  line: Fields,
  id: string,
): { readonly line: Fields; readonly debitCents: number } {
  const detail =
    fieldsAt(line, "JournalEntryLineDetail") ?? reject(faults.required("JournalEntryLineDetail"));
  const side = textAt(detail, "PostingType") ?? reject(faults.postingTypeMissing());
  if (side !== "Debit" && side !== "Credit") reject(faults.invalidEnumeration("PostingType", side));
  const accountId = refAt(detail, "AccountRef") ?? reject(faults.required("AccountRef"));
  const cents = centsAt(line, "Amount") ?? reject(faults.required("Line.Amount"));
  if (cents < 0) reject(faults.negativeLine());
  const party = fieldsAt(detail, "Entity");
  const type = draft.state.chart.get(accountId)?.type;
  if (type === "Accounts Receivable" && (party === undefined || textAt(party, "Type") !== "Customer"))
    reject(
      faults.business("When you use Accounts Receivable, you must choose a customer in the Name field."),
    );
  if (type === "Accounts Payable" && (party === undefined || textAt(party, "Type") !== "Vendor"))
    reject(faults.business("When you use Accounts Payable, you must choose a vendor in the Name field."));
  return {
    line: {
      Id: id,
      ...picked(line, ["Description"]),
      Amount: cents / 100,
      DetailType: "JournalEntryLineDetail",
      JournalEntryLineDetail: detail,
    },
    debitCents: side === "Debit" ? cents : -cents,
  };
}

export function completeJournalEntry(draft: Draft): Record<string, unknown> {
  const { fields, before, state } = draft;
  const ids = lineIds(before, 0);
  const lines: Fields[] = [];
  let debitCents = 0;
  for (const line of listAt(fields, "Line")) {
    if (textAt(line, "DetailType") === "DescriptionOnly") {
      lines.push({ Id: ids.idFor(line), ...picked(line, ["Description"]), DetailType: "DescriptionOnly" });
      continue;
    }
    const made = entryLine(draft, line, ids.idFor(line));
    debitCents += made.debitCents;
    lines.push(made.line);
  }
  if (lines.length === 0) reject(faults.required("Line"));
  if (debitCents !== 0) reject(faults.unbalanced());
  const day = transactionDay(draft);
  const money = moneyOf(draft, undefined, day);
  const automatic = before === undefined && !state.usesCustomNumbers();
  return {
    Adjustment: fields["Adjustment"] === true,
    ...commonHead(
      draft,
      day,
      money,
      textAt(fields, "DocNumber") ?? (automatic ? draft.numbering.next("JournalEntry") : undefined),
    ),
    Line: lines,
    TxnTaxDetail: fieldsAt(fields, "TxnTaxDetail") ?? {},
    TotalAmt: 0,
  };
}
