// Which columns a report of single transactions shows. Amounts have families of keys: plain ones, those of
// companies with several currencies (home), of companies outside of the United States (NonTracking), and of
// both. A key of the wrong family is dropped without a word, or comes back empty.

import type { CompanyState } from "../company/state.ts";
import { detailColumns, type DetailColumnKey } from "./detail-columns.ts";
import type { DetailLine } from "./detail-line.ts";
import type { ReportContext } from "./report-context.ts";
import { text, type Cell, type ReportColumn } from "./report-shape.ts";

interface Family {
  readonly currencies?: boolean;
  readonly taxes?: boolean;
}

const home: Family = { currencies: true };

const families: Readonly<Partial<Record<DetailColumnKey, Family>>> = {
  subt_nat_amount: { currencies: false },
  rbal_nat_amount: { currencies: false },
  subt_nat_amount_nt: { currencies: false, taxes: true },
  rbal_nat_amount_nt: { currencies: false, taxes: true },
  subt_nat_home_amount: home,
  rbal_nat_home_amount: home,
  subt_nat_amount_home_nt: { currencies: true, taxes: true },
  rbal_nat_amount_home_nt: { currencies: true, taxes: true },
  debt_home_amt: home,
  credit_home_amt: home,
  currency: home,
  exch_rate: home,
  nat_foreign_amount: home,
  home_net_amount: home,
  home_tax_amount: home,
};

function fits({ identity }: CompanyState, key: DetailColumnKey): boolean {
  const { currencies, taxes } = families[key] ?? {};
  return (
    (currencies === undefined || currencies === identity.multicurrency) &&
    (taxes === undefined || taxes === (identity.country !== "US"))
  );
}

/** What a report shows unasked where the company has several currencies. */
const atHome: Readonly<Partial<Record<DetailColumnKey, DetailColumnKey>>> = {
  subt_nat_amount: "subt_nat_home_amount",
  rbal_nat_amount: "rbal_nat_home_amount",
};

const known = Object.keys(detailColumns);
const isKey = (key: string): key is DetailColumnKey => Object.hasOwn(detailColumns, key);

/** The columns that the URL asks for, in QuickBooks' own order, else the report's own. */
export function chosenColumns(
  { parameters, state }: ReportContext,
  defaults: readonly DetailColumnKey[],
): readonly DetailColumnKey[] {
  const own = defaults.map((key) => (state.identity.multicurrency ? (atHome[key] ?? key) : key));
  const asked = parameters.get("columns");
  if (asked === undefined) return own;
  const wanted = new Set(asked.split(",").map((key) => key.trim()));
  const keepsWrong = state.habits.wrongColumnFamily === "empty";
  const chosen = known.filter(isKey).filter((key) => wanted.has(key) && (keepsWrong || fits(state, key)));
  return chosen.length === 0 ? own : chosen;
}

export const reportColumn = (key: DetailColumnKey): ReportColumn => ({
  title: detailColumns[key].title,
  type: key,
  key,
  kind: detailColumns[key].kind,
  keyed: "detail",
});

export const detailCells = (line: DetailLine, keys: readonly DetailColumnKey[]): Cell[] =>
  keys.map((key) => (fits(line.state, key) ? detailColumns[key].cell(line) : text("")));

const amounts = new Set<DetailColumnKey>([
  "subt_nat_amount",
  "subt_nat_amount_nt",
  "subt_nat_home_amount",
  "subt_nat_amount_home_nt",
]);
const balances = new Set<DetailColumnKey>([
  "rbal_nat_amount",
  "rbal_nat_amount_nt",
  "rbal_nat_home_amount",
  "rbal_nat_amount_home_nt",
]);

/** A row of words, whose amount and balance stand in whatever columns of amounts and balances there are. */
export const rowOfWords = (
  state: CompanyState,
  keys: readonly DetailColumnKey[],
  first: Cell,
  { amount = text(""), balance = text("") }: { readonly amount?: Cell; readonly balance?: Cell } = {},
): Cell[] =>
  keys.map((key, place) => {
    if (place === 0) return first;
    if (!fits(state, key)) return text("");
    return amounts.has(key) ? amount : balances.has(key) ? balance : text("");
  });
