import type { ChartAccount } from "../company/chart.ts";
import { classificationOf, isAccountType, isBalanceSheet } from "../ledger/account-types.ts";
import { accountsOfType } from "./account-sections.ts";
import { CellLimit } from "./cell-limit.ts";
import {
  chosenColumns,
  detailCells,
  objectOf,
  reportColumn,
  type DetailColumnKey,
} from "./detail-columns.ts";
import type { LedgerLine } from "./ledger-lines.ts";
import { startOfFiscalYear } from "./report-period.ts";
import type { ReportContext } from "./report-context.ts";
import {
  blank,
  dataRow,
  money,
  section,
  text,
  type Cell,
  type ReportDraft,
  type ReportRow,
} from "./report-shape.ts";

const defaultColumns = [
  "tx_date",
  "txn_type",
  "doc_num",
  "name",
  "memo",
  "split_acc",
  "subt_nat_amount",
  "rbal_nat_amount",
] as const;

/** Amounts are shown in the sign in which an account is naturally read: liabilities, equity and income by credit. */
const naturalSign = (account: ChartAccount): 1 | -1 =>
  account.classification === "Asset" || account.classification === "Expense" ? 1 : -1;

interface AccountLines {
  beginning: number;
  readonly lines: LedgerLine[];
}

export function generalLedger(context: ReportContext): ReportDraft {
  const { state } = context;
  const period = context.period("this month-to-date");
  const keys = chosenColumns(context.parameters, defaultColumns);
  const byAccount = collect(context, period.start, period.end);
  const splits = splitsOf(context, period.start, period.end);
  const limit = new CellLimit(keys.length);
  let hasData = false;

  function accountSection(account: ChartAccount, children: readonly ReportRow[]): ReportRow | undefined {
    const own = byAccount.get(account.id);
    if ((own === undefined || (own.beginning === 0 && own.lines.length === 0)) && children.length === 0)
      return undefined;
    hasData = true;
    const sign = naturalSign(account);
    let balance = sign * (own?.beginning ?? 0);
    let sum = 0;
    const rows: ReportRow[] = [];
    if (isBalanceSheet(account.classification) && own !== undefined && own.beginning !== 0)
      rows.push(dataRow(lineOf(keys, "Beginning Balance", { rbal_nat_amount: money(balance) })));
    for (const line of own?.lines ?? []) {
      const cents = sign * line.posting.cents;
      balance += cents;
      sum += cents;
      if (limit.isReached) continue;
      limit.take();
      rows.push(
        dataRow(
          detailCells(
            {
              state,
              ...line,
              ...line.posting,
              object: objectOf(state, line.entity, line.id),
              splitIds: [...(splits.get(`${line.entity}/${line.id}`) ?? [])].filter(
                (id) => id !== account.id,
              ),
              cents,
              debitCents: line.posting.cents,
              balanceCents: balance,
            },
            keys,
          ),
        ),
      );
    }
    return section({
      header: lineOf(keys, account.name, {}, account.id),
      rows: [...rows, ...children],
      summary: lineOf(
        keys,
        `Total for ${account.name}`,
        own === undefined || own.lines.length === 0 ? {} : { subt_nat_amount: money(sum) },
      ),
    });
  }

  const rows: ReportRow[] = [];
  for (const type of Object.keys(classificationOf).filter(isAccountType)) {
    const accounts = accountsOfType(state, type);
    const inside = new Set(accounts.map(({ id }) => id));
    const below = Map.groupBy(accounts, ({ parentId }) =>
      parentId !== undefined && inside.has(parentId) ? parentId : "",
    );
    const build = (account: ChartAccount): ReportRow[] => {
      const made = accountSection(account, (below.get(account.id) ?? []).flatMap(build));
      return made === undefined ? [] : [made];
    };
    rows.push(...(below.get("") ?? []).flatMap(build));
  }
  if (limit.isReached) rows.push(limit.closingRow());
  return { header: context.header(period), columns: keys.map(reportColumn), rows, hasData };
}

/** A row that is blank but for its first cell and some others. */
function lineOf(
  keys: readonly DetailColumnKey[],
  title: string,
  cells: Partial<Record<DetailColumnKey, Cell>>,
  id?: string,
): Cell[] {
  return keys.map((key, place) => (place === 0 ? text(title, id) : (cells[key] ?? blank)));
}

function collect(context: ReportContext, start: string, end: string): Map<string, AccountLines> {
  const { state } = context;
  const fiscalStart = startOfFiscalYear(start, context.fiscalMonth);
  const retained = state.chart.findSystem("RetainedEarnings")?.id;
  const byAccount = new Map<string, AccountLines>();
  const of = (id: string): AccountLines => {
    let own = byAccount.get(id);
    if (own === undefined) byAccount.set(id, (own = { beginning: 0, lines: [] }));
    return own;
  };
  for (const line of context.lines({ ...context.filter, to: end })) {
    const account = state.chart.get(line.posting.accountId);
    if (account === undefined) continue;
    const own = of(account.id);
    if (line.on >= start) own.lines.push(line);
    else if (isBalanceSheet(account.classification)) own.beginning += line.posting.cents;
    else if (line.on < fiscalStart && retained !== undefined) of(retained).beginning += line.posting.cents;
  }
  for (const { lines } of byAccount.values())
    lines.sort((a, b) => (a.on === b.on ? Number(a.id) - Number(b.id) : a.on < b.on ? -1 : 1));
  return byAccount;
}

/** The accounts that each transaction of the period posts to: one other is named, several are a split. */
function splitsOf(context: ReportContext, start: string, end: string): Map<string, Set<string>> {
  const splits = new Map<string, Set<string>>();
  for (const { entity, id, posting } of context.lines({ from: start, to: end })) {
    const key = `${entity}/${id}`;
    const known = splits.get(key);
    if (known === undefined) splits.set(key, new Set([posting.accountId]));
    else known.add(posting.accountId);
  }
  return splits;
}
