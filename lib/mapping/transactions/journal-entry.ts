import { Decimal } from "decimal.js";

import { parseDecimal, type DecimalText } from "../../core/decimal-text.ts";
import type { WireRecord } from "../../quickbooks/wire/wire-record.ts";
import type { LineRow } from "../mapped-record.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const journalEntry = transactionMapping({ totalAmount: sumOfDebits });

/** QuickBooks always says a TotalAmt of 0: the size of an entry is what its debits come to. */
function sumOfDebits(_record: WireRecord, lines: readonly LineRow[]): DecimalText {
  let sum = new Decimal(0);
  for (const line of lines) if (line.side === "debit" && line.amount !== null) sum = sum.plus(line.amount);
  return parseDecimal(sum.toFixed());
}
