/**
 * The two layouts of a report. The older one has column types that are keys and leaves days out where it
 * can; the one of 2026 has plain types with a ColKey for every column, Title Case, blanks for nothing, and
 * rows in no promised order.
 */
import { mix } from "../generate/random.ts";
import { isSection, type Cell, type ReportColumn, type ReportDraft, type ReportRow } from "./report-shape.ts";

const option = (Name: string, Value: string): object => ({ Name, Value });

/** Summary reports also say which standard they follow. */
const options = (draft: ReportDraft): object[] => [
  ...("SummarizeColumnsBy" in draft.header ? [option("AccountingStandard", "GAAP")] : []),
  option("NoReportData", String(!draft.hasData)),
];

const withKey = (title: string, type: string, key: string): object => ({
  ColTitle: title,
  ColType: type,
  MetaData: [{ Name: "ColKey", Value: key }],
});

const olderColumn = ({ title, type, key, hasKeyInOldLayout }: ReportColumn): object =>
  hasKeyInOldLayout ? withKey(title, type, key) : { ColTitle: title, ColType: type };

export const olderLayout = (draft: ReportDraft): object => ({
  Header: { ...draft.header, Option: options(draft) },
  Columns: { Column: draft.columns.map(olderColumn) },
  Rows: draft.rows.length === 0 ? {} : { Row: draft.rows },
});

const titled = (text: string): string =>
  /^[A-Z][A-Z :]{3,}$/.test(text)
    ? text.toLowerCase().replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())
    : text;

function modernCell(cell: Cell): Cell {
  const value =
    cell.value === "0.00" || cell.value === ".00" || cell.value === "-Split-" ? "" : titled(cell.value);
  return cell.id === undefined || cell.id === "" ? { value } : { value, id: cell.id };
}

const modernCells = (cells: { readonly ColData: readonly Cell[] } | undefined): object | undefined =>
  cells === undefined ? undefined : { ColData: cells.ColData.map(modernCell) };

/** Sections keep their place; rows of data are dealt anew, differently by second. */
function shuffled(rows: readonly ReportRow[], seed: number): readonly ReportRow[] {
  if (rows.some((row) => isSection(row) || row.group !== undefined)) return rows;
  return rows
    .map((row, place) => ({ row, order: mix(seed, place) }))
    .sort((a, b) => a.order - b.order)
    .map(({ row }) => row);
}

function modernRow(row: ReportRow, seed: number): object {
  if (!isSection(row)) return { ...row, ColData: row.ColData.map(modernCell), type: "Data" };
  const inside = row.Rows?.Row;
  return {
    ...(row.Header === undefined ? {} : { Header: modernCells(row.Header) }),
    ...(inside === undefined
      ? {}
      : { Rows: { Row: shuffled(inside, seed).map((child) => modernRow(child, seed + 1)) } }),
    ...(row.Summary === undefined ? {} : { Summary: modernCells(row.Summary) }),
    type: "Section",
    ...(row.group === undefined ? {} : { group: row.group }),
  };
}

export function modernLayout(draft: ReportDraft, today: string, seed: number): object {
  return {
    Header: { StartPeriod: today, EndPeriod: today, ...draft.header, Option: options(draft) },
    Columns: { Column: draft.columns.map(({ title, kind, key }) => withKey(titled(title), kind, key)) },
    Rows:
      draft.rows.length === 0 ? {} : { Row: shuffled(draft.rows, seed).map((row) => modernRow(row, seed)) },
  };
}
