/**
 * Cash basis: what an invoice or a bill booked counts when and as far as it is paid. The paid share of
 * each of its lines falls on the later of its own day and the payment's (Intuit calls it the
 * compliance date). Receivables and payables themselves then carry nothing.
 */
import { roundHalfUp, toCents } from "../company/cents.ts";
import { appliedLines } from "../company/rules/applied-lines.ts";
import type { CompanyState } from "../company/state.ts";
import { numberAt, textAt } from "../company/wire-fields.ts";
import { accrualLines, type LedgerLine, type LineFilter } from "./ledger-lines.ts";

const billed = new Set(["Invoice", "CreditMemo", "Bill", "VendorCredit"]);
const settling = new Set(["Payment", "BillPayment"]);

export function* cashLines(state: CompanyState, filter: LineFilter): Generator<LedgerLine> {
  const { from = "", to = "9999", ...marks } = filter;
  const documents = new Map<string, LedgerLine[]>();
  const payments: LedgerLine[] = [];
  // Bills of any day may be paid in the period, so all days are read.
  for (const line of accrualLines(state, marks)) {
    const isControl = state.chart.isControl(line.posting.accountId);
    if (billed.has(line.entity)) {
      if (isControl) continue;
      const key = `${line.entity}/${line.id}`;
      const known = documents.get(key);
      if (known === undefined) documents.set(key, [line]);
      else known.push(line);
    } else if (settling.has(line.entity)) {
      if (!isControl) payments.push(line);
    } else if (line.on >= from && line.on <= to) yield line;
  }
  for (const line of payments) if (line.on >= from && line.on <= to) yield line;
  for (const entity of settling)
    for (const payment of state.table(entity).scan({ order: "id" })) {
      const paidOn = textAt(payment, "TxnDate") ?? "";
      for (const applied of appliedLines(payment)) {
        const document = state.read(applied.entity, applied.id);
        const total = toCents(numberAt(document ?? {}, "TotalAmt") ?? 0);
        if (document === undefined || total === 0) continue;
        for (const line of documents.get(`${applied.entity}/${applied.id}`) ?? []) {
          const on = line.on > paidOn ? line.on : paidOn;
          const cents = roundHalfUp((line.posting.cents * applied.cents) / total);
          if (cents !== 0 && on >= from && on <= to)
            yield { ...line, on, posting: { ...line.posting, cents } };
        }
      }
    }
}
