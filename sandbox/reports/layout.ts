// The layouts of a report. In 2020 the column type of a report of single transactions was the key; in 2024
// it says Date, String, Money or TimeStamp and the key is in MetaData; the one of 2026 has a key for every
// column of every report, Title Case, days in every header and blanks for nothing.

import { mix } from "../generate/random.ts";
import { isSection, type Cell, type ReportColumn, type ReportDraft, type ReportRow } from "./report-shape.ts";

export type ReportLayout = "2020" | "2024" | "2026";

const option = (Name: string, Value: string): object => ({ Name, Value });

/** Summary reports also say which standard they follow; before 2026 the trial balance did not. */
const options = (draft: ReportDraft, isModern: boolean): object[] => [
  ...("SummarizeColumnsBy" in draft.header && (isModern || draft.header["ReportName"] !== "TrialBalance")
    ? [option("AccountingStandard", "GAAP")]
    : []),
  option("NoReportData", String(!draft.hasData)),
];

const withKey = (title: string, type: string, key: string): object => ({
  ColTitle: title,
  ColType: type,
  MetaData: [{ Name: "ColKey", Value: key }],
});

function olderColumn({ title, type, key, kind, keyed }: ReportColumn, layout: ReportLayout): object {
  if (keyed === "summary") return withKey(title, type, key);
  if (keyed === "never") return { ColTitle: title, ColType: type };
  return layout === "2020" ? { ColTitle: title, ColType: key } : withKey(title, kind, key);
}

function olderLayout(draft: ReportDraft, layout: ReportLayout): object {
  return {
    Header: { ...draft.header, Option: options(draft, false) },
    Columns: { Column: draft.columns.map((column) => olderColumn(column, layout)) },
    Rows: draft.rows.length === 0 ? {} : { Row: draft.rows },
  };
}

const titled = (text: string): string =>
  /^[A-Z][A-Z :]{3,}$/.test(text)
    ? text.toLowerCase().replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())
    : text;

/** What could not be confirmed of the layout of 2026. */
export interface ModernHabits {
  /** "-Split-" was announced to become blank, and is still there. */
  readonly blankSplit: boolean;
  /** Rows of data in no promised order, as announced; they still come by date. */
  readonly shufflesRows: boolean;
}

class ModernLayout {
  readonly #habits: ModernHabits;

  constructor(habits: ModernHabits) {
    this.#habits = habits;
  }

  whole(draft: ReportDraft, today: string, seed: number): object {
    const rows = this.#ordered(draft.rows, seed).map((row) => this.#row(row, seed));
    return {
      Header: { StartPeriod: today, EndPeriod: today, ...draft.header, Option: options(draft, true) },
      Columns: { Column: draft.columns.map(({ title, kind, key }) => withKey(titled(title), kind, key)) },
      Rows: rows.length === 0 ? {} : { Row: rows },
    };
  }

  #cell(cell: Cell): Cell {
    const isNothing =
      cell.value === "0.00" || cell.value === ".00" || (this.#habits.blankSplit && cell.value === "-Split-");
    const value = isNothing ? "" : titled(cell.value);
    return cell.id === undefined || cell.id === "" ? { value } : { value, id: cell.id };
  }

  #cells(cells: { readonly ColData: readonly Cell[] }): object {
    return { ColData: cells.ColData.map((cell) => this.#cell(cell)) };
  }

  /** Sections keep their place; rows of data are dealt anew, differently by second. */
  #ordered(rows: readonly ReportRow[], seed: number): readonly ReportRow[] {
    if (!this.#habits.shufflesRows || rows.some((row) => isSection(row) || row.group !== undefined))
      return rows;
    return rows
      .map((row, place) => ({ row, order: mix(seed, place) }))
      .sort((a, b) => a.order - b.order)
      .map(({ row }) => row);
  }

  #row(row: ReportRow, seed: number): object {
    if (!isSection(row)) return { ...row, ...this.#cells(row), type: "Data" };
    const inside = row.Rows?.Row;
    return {
      ...(row.Header === undefined ? {} : { Header: this.#cells(row.Header) }),
      ...(inside === undefined
        ? {}
        : { Rows: { Row: this.#ordered(inside, seed).map((child) => this.#row(child, seed + 1)) } }),
      ...(row.Summary === undefined ? {} : { Summary: this.#cells(row.Summary) }),
      type: "Section",
      ...(row.group === undefined ? {} : { group: row.group }),
    };
  }
}

export const laidOut = (
  draft: ReportDraft,
  layout: ReportLayout,
  habits: ModernHabits,
  today: string,
  seed: number,
): object =>
  layout === "2026" ? new ModernLayout(habits).whole(draft, today, seed) : olderLayout(draft, layout);
