// The lines of a period account by account, with what each account opened at.

import { isBalanceSheet } from "../ledger/account-types.ts";
import type { LedgerLine } from "./ledger-lines.ts";
import type { ReportContext } from "./report-context.ts";
import { startOfFiscalYear } from "./report-period.ts";

export interface AccountLines {
  /** Debit positive; of income and expense what the fiscal year had brought before the period. */
  beginning: number;
  readonly lines: LedgerLine[];
}

/**
 * Openings and lines by account. All openings together come to nothing: what earlier years earned stands
 * in Retained Earnings, what this one had earned on the accounts themselves.
 */
export function ledgerAccounts(
  context: ReportContext,
  start: string,
  end: string,
): ReadonlyMap<string, AccountLines> {
  const { state } = context;
  const fiscalStart = startOfFiscalYear(start, context.fiscalMonth);
  const retained = state.chart.findSystem("RetainedEarnings")?.id;
  // Retained Earnings need the lines of accounts that were not asked for.
  const { accounts: asked, ...marks } = context.filter;
  const byAccount = new Map<string, AccountLines>();
  const of = (id: string): AccountLines => {
    let own = byAccount.get(id);
    if (own === undefined) byAccount.set(id, (own = { beginning: 0, lines: [] }));
    return own;
  };
  for (const line of context.lines({ ...marks, to: end })) {
    const account = state.chart.get(line.posting.accountId);
    if (account === undefined) continue;
    if (line.on >= start) of(account.id).lines.push(line);
    else if (isBalanceSheet(account.classification) || line.on >= fiscalStart)
      of(account.id).beginning += line.posting.cents;
    else if (retained !== undefined) of(retained).beginning += line.posting.cents;
  }
  if (asked !== undefined) {
    const wanted = new Set([...asked].map((id) => state.chart.current(id)));
    for (const id of byAccount.keys()) if (!wanted.has(id)) byAccount.delete(id);
  }
  for (const { lines } of byAccount.values())
    lines.sort((a, b) => (a.on === b.on ? Number(a.id) - Number(b.id) : a.on < b.on ? -1 : 1));
  return byAccount;
}

/** The accounts that each transaction of the period posts to: one other is named, several are a split. */
export function splitsOf(
  context: ReportContext,
  start: string,
  end: string,
): ReadonlyMap<string, ReadonlySet<string>> {
  const splits = new Map<string, Set<string>>();
  for (const { entity, id, posting } of context.lines({ from: start, to: end })) {
    const key = `${entity}/${id}`;
    const known = splits.get(key);
    if (known === undefined) splits.set(key, new Set([posting.accountId]));
    else known.add(posting.accountId);
  }
  return splits;
}
