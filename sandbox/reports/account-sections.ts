// Accounts under the headings of a summary report, sub-accounts under their parents.

import type { ChartAccount } from "../company/chart.ts";
import type { CompanyState } from "../company/state.ts";
import type { AccountType } from "../ledger/account-types.ts";
import { blanks, dataRow, money, section, text, type Cell, type ReportRow } from "./report-shape.ts";

/** Debit-positive cents by account, one amount for each column. */
export type AccountAmounts = ReadonlyMap<string, readonly number[]>;

export const addAmounts = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((amount, place) => amount + (b[place] ?? 0));

export const noAmounts = (columns: number): number[] => Array.from({ length: columns }, () => 0);

export const isNothing = (amounts: readonly number[]): boolean => amounts.every((amount) => amount === 0);

export const moneyCells = (amounts: readonly number[]): Cell[] => amounts.map((amount) => money(amount));

/** Accounts of a type in the order of their names, those of a parent below it. */
export const accountsOfType = (state: CompanyState, type: AccountType): ChartAccount[] =>
  [...state.chart.all()]
    .filter((account) => account.type === type)
    .sort((a, b) => (a.fullName < b.fullName ? -1 : 1));

export interface SectionAmounts {
  readonly rows: readonly ReportRow[];
  readonly total: readonly number[];
}

/** The rows of some types of account. @param sign -1 shows credits as positive. */
export function accountRows(
  state: CompanyState,
  types: readonly AccountType[],
  amounts: AccountAmounts,
  sign: 1 | -1,
  columns: number,
): SectionAmounts {
  const accounts = types.flatMap((type) => accountsOfType(state, type));
  const inside = new Set(accounts.map(({ id }) => id));
  const below = Map.groupBy(accounts, ({ parentId }) =>
    parentId !== undefined && inside.has(parentId) ? parentId : "",
  );
  let total = noAmounts(columns);

  function rowsOf(account: ChartAccount): { readonly rows: ReportRow[]; readonly sum: number[] } {
    const own = (amounts.get(account.id) ?? noAmounts(columns)).map((cents) => sign * cents);
    const children = (below.get(account.id) ?? []).map(rowsOf).filter(({ rows }) => rows.length > 0);
    const name = text(account.name, account.id);
    if (children.length === 0)
      return isNothing(own)
        ? { rows: [], sum: own }
        : { rows: [dataRow([name, ...moneyCells(own)])], sum: own };
    const sum = children.reduce((all, child) => addAmounts(all, child.sum), own);
    const ownRow = isNothing(own) ? [] : [dataRow([name, ...moneyCells(own)])];
    return {
      rows: [
        section({
          header: [name, ...(isNothing(own) ? blanks(columns) : moneyCells(own))],
          rows: [...ownRow, ...children.flatMap(({ rows }) => rows)],
          summary: [text(`Total ${account.name}`), ...moneyCells(sum)],
        }),
      ],
      sum,
    };
  }

  const rows: ReportRow[] = [];
  for (const account of below.get("") ?? []) {
    const made = rowsOf(account);
    rows.push(...made.rows);
    total = addAmounts(total, made.sum);
  }
  return { rows, total };
}

/** A heading with its accounts and total. */
export const headed = (
  title: string,
  { rows, total }: SectionAmounts,
  group: string,
  showsEmpty = false,
): ReportRow[] =>
  rows.length === 0 && !showsEmpty
    ? []
    : [
        section(
          {
            header: [text(title), ...blanks(total.length)],
            rows,
            summary: [
              text(`Total ${title}`),
              ...(rows.length === 0 ? blanks(total.length) : moneyCells(total)),
            ],
          },
          group,
        ),
      ];
