import type { DecimalText } from "#lib/core/decimal-text.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import type { LineRow } from "./mapped-record.ts";

/**
 * Whether a transaction shows the marks of a void. QuickBooks has no flag that all of them carry: some
 * get `status`, the others a note that begins with "Voided" and amounts of zero throughout. The note
 * alone proves nothing, for anybody may write it.
 */
export function isVoided(
  document: WireRecord,
  totalAmount: DecimalText | null,
  lines: readonly LineRow[],
): boolean {
  if (document["status"] === "Voided") return true;
  const note = document["PrivateNote"];
  if (typeof note !== "string" || !note.startsWith("Voided")) return false;
  return isNothing(totalAmount) && lines.every((line) => isNothing(line.amount));
}

function isNothing(amount: DecimalText | null): boolean {
  return amount === null || Number(amount) === 0;
}
