// The general ledger, account by account. Sections nest by parent, and where the id of an account stands
// differs by layout: in 2020 sub-accounts had none and a parent without rows bore the id of a sub-account;
// since 2024 a parent without postings of its own has none, and one with postings shows them in a section
// inside that has no header at all.

import type { ChartAccount } from "../company/chart.ts";
import { classificationOf, isAccountType, isBalanceSheet } from "../ledger/account-types.ts";
import { accountsOfType } from "./account-sections.ts";
import { CellLimit } from "./cell-limit.ts";
import { chosenColumns, detailCells, reportColumn, rowOfWords } from "./chosen-columns.ts";
import { objectOf } from "./detail-line.ts";
import { ledgerAccounts, splitsOf } from "./ledger-accounts.ts";
import type { ReportContext } from "./report-context.ts";
import { startOfFiscalYear } from "./report-period.ts";
import { dataRow, money, section, text, type ReportDraft, type ReportRow } from "./report-shape.ts";

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

/** An account's section, and what a section around it has to know. */
interface Made {
  readonly row: ReportRow;
  readonly cents: number;
  readonly hasLines: boolean;
  /** The first account below that has rows of its own. */
  readonly rowsOf: string;
}

export function generalLedger(context: ReportContext): ReportDraft {
  const { state } = context;
  const period = context.period("this month-to-date");
  const keys = chosenColumns(context, defaultColumns);
  const byAccount = ledgerAccounts(context, period.start, period.end);
  const splits = splitsOf(context, period.start, period.end);
  const limit = new CellLimit(keys.length);
  const restarts = state.habits.ledgerYearEnd === "restarts";
  let hasData = false;

  function ownRows(account: ChartAccount): { readonly rows: ReportRow[]; readonly cents: number } {
    const own = byAccount.get(account.id);
    const rows: ReportRow[] = [];
    if (own === undefined) return { rows, cents: 0 };
    const sign = naturalSign(account);
    let balance = sign * own.beginning;
    let cents = 0;
    if (balance !== 0) {
      const cells = rowOfWords(state, keys, text("Beginning Balance"), { balance: money(balance) });
      rows.push(
        dataRow(
          state.habits.beginningBalanceAccount
            ? cells.map((cell, place) =>
                place > 0 && keys[place] === "account_name" ? text(account.fullName, account.id) : cell,
              )
            : cells,
        ),
      );
    }
    let year = startOfFiscalYear(period.start, context.fiscalMonth);
    for (const line of own.lines) {
      const yearOfLine = startOfFiscalYear(line.on, context.fiscalMonth);
      if (restarts && yearOfLine !== year && !isBalanceSheet(account.classification)) balance = 0;
      year = yearOfLine;
      const amount = sign * line.posting.cents;
      balance += amount;
      cents += amount;
      if (!limit.take()) continue;
      const others = [...(splits.get(`${line.entity}/${line.id}`) ?? [])];
      const detail = {
        state,
        ...line,
        ...line.posting,
        object: objectOf(state, line.entity, line.id),
        splitIds: others.filter((id) => id !== account.id),
        cents: amount,
        debitCents: line.posting.cents,
        balanceCents: balance,
      };
      rows.push(dataRow(detailCells(detail, keys)));
    }
    return { rows, cents };
  }

  const total = (name: string, cents: number, hasLines: boolean) =>
    rowOfWords(state, keys, text(name), hasLines ? { amount: money(cents) } : {});

  function accountSection(account: ChartAccount, inside: readonly Made[], isTop: boolean): Made | undefined {
    const own = ownRows(account);
    if (own.rows.length === 0 && inside.length === 0) return undefined;
    hasData = true;
    const hasOwnLines = (byAccount.get(account.id)?.lines.length ?? 0) > 0;
    const hasLines = hasOwnLines || inside.some((made) => made.hasLines);
    const cents = inside.reduce((sum, made) => sum + made.cents, own.cents);
    const rowsOf = own.rows.length > 0 ? account.id : (inside[0]?.rowsOf ?? account.id);
    const is2020 = context.layout === "2020";
    const id = is2020 ? (isTop ? rowsOf : undefined) : own.rows.length > 0 ? account.id : undefined;
    const isParent = inside.length > 0;
    const ownPart =
      isParent && !is2020 && own.rows.length > 0
        ? [section({ rows: own.rows, summary: total(`Total for ${account.name}`, own.cents, hasOwnLines) })]
        : own.rows;
    const title = `Total for ${account.name}${isParent && !is2020 ? " with sub-accounts" : ""}`;
    const row = section({
      header: rowOfWords(state, keys, text(account.name, id)),
      rows: [...ownPart, ...inside.map((made) => made.row)],
      summary: total(title, cents, hasLines),
    });
    return { row, cents, hasLines, rowsOf };
  }

  const rows: ReportRow[] = [];
  for (const type of Object.keys(classificationOf).filter(isAccountType)) {
    const accounts = accountsOfType(state, type);
    const inside = new Set(accounts.map(({ id }) => id));
    const below = Map.groupBy(accounts, ({ parentId }) =>
      parentId !== undefined && inside.has(parentId) ? parentId : "",
    );
    const build =
      (isTop: boolean) =>
      (account: ChartAccount): Made[] => {
        const children = (below.get(account.id) ?? []).flatMap(build(false));
        const made = accountSection(account, children, isTop);
        return made === undefined ? [] : [made];
      };
    rows.push(...(below.get("") ?? []).flatMap(build(true)).map((made) => made.row));
  }
  if (limit.isReached) rows.push(limit.closingRow());
  return { header: context.header(period), columns: keys.map(reportColumn), rows, hasData };
}
