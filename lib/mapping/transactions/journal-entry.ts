import { Decimal } from "decimal.js";

import type { DecimalText } from "#lib/core/decimal-text.ts";
import type { AdjustmentLog } from "../fields/adjustment-log.ts";
import type { ColumnRule } from "../fields/column-rules.ts";
import type { LineRow } from "../mapped-record.ts";
import { fitDecimal } from "../fields/coerce.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const journalEntry = transactionMapping({
  totalAmount: { kind: "ofLines", read: sumOfDebits, because: "is what the debits of its lines come to." },
});

/** QuickBooks always says a TotalAmt of 0: the size of an entry is what its debits come to. */
function sumOfDebits(lines: readonly LineRow[], log: AdjustmentLog, rule: ColumnRule): DecimalText | null {
  let sum = new Decimal(0);
  for (const line of lines) if (line.side === "debit" && line.amount !== null) sum = sum.plus(line.amount);
  return fitDecimal(sum, "Line", log, rule);
}
