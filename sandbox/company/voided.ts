// A voided transaction: it stays, with every amount and quantity at nothing and a note that says so.

import type { WireObject } from "./company.ts";
import { isFields, listAt, textAt, type Fields } from "./wire-fields.ts";

/** Members that void sets to nothing wherever they occur in a line. */
const zeroed = new Set([
  "Amount",
  "Qty",
  "Quantity",
  "QtyDiff",
  "TotalTax",
  "NetAmountTaxable",
  "TaxInclusiveAmt",
]);

function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(emptied);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, zeroed.has(key) ? 0 : emptied(member)]),
  );
}

/** A line of a voided invoice shows a quantity of nothing and no price at all. */
function withoutPrices(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrices);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) =>
      key === "UnitPrice" ? [] : [[key, withoutPrices(member)]],
    ),
  );
}

const note = (object: Fields): string => {
  const old = textAt(object, "PrivateNote");
  return old === undefined ? "Voided" : `Voided - ${old}`;
};

/** The totals that a voided object of any type shows as 0, where it has them. */
const totals = [
  "TotalAmt",
  "HomeTotalAmt",
  "Balance",
  "HomeBalance",
  "UnappliedAmt",
  "RemainingCredit",
  "Deposit",
  "Amount",
];

export function voidedObject(entity: string, object: WireObject): Record<string, unknown> {
  const out: Record<string, unknown> = { ...object, PrivateNote: note(object) };
  // Payments lose their links with their lines; forms keep theirs, emptied.
  out["Line"] = entity === "Payment" || entity === "BillPayment" ? [] : listAt(object, "Line").map(emptied);
  if (entity === "Invoice") out["Line"] = withoutPrices(out["Line"]);
  for (const key of totals) if (key in object) out[key] = 0;
  if (object["LinkedTxn"] !== undefined) out["LinkedTxn"] = [];
  if (object["TxnTaxDetail"] !== undefined && entity !== "JournalEntry")
    out["TxnTaxDetail"] = { TotalTax: 0 };
  return out;
}
