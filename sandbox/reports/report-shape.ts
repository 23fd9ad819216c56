// Intuit's report JSON (Report.xsd): every cell is text, sections nest, totals are summaries.

export interface Cell {
  readonly value: string;
  readonly id?: string;
}

export interface DataRow {
  readonly ColData: readonly Cell[];
  readonly type?: "Data";
  readonly group?: string;
}

export interface SectionRow {
  readonly Header?: { readonly ColData: readonly Cell[] };
  readonly Rows?: { readonly Row?: readonly ReportRow[] };
  readonly Summary?: { readonly ColData: readonly Cell[] };
  readonly type: "Section";
  readonly group?: string;
}

export type ReportRow = DataRow | SectionRow;

export const isSection = (row: ReportRow): row is SectionRow => row.type === "Section";

/** What a column holds, in the words of the layouts of 2024 and 2026. */
export type CellKind = "String" | "Money" | "Date" | "Boolean" | "TimeStamp";

export interface ReportColumn {
  readonly title: string;
  /** ColType of a summary report before 2026. */
  readonly type: string;
  /** ColKey of MetaData. */
  readonly key: string;
  readonly kind: CellKind;
  /** Where a layout before 2026 says the key: as ColType and later in MetaData, in MetaData, or nowhere. */
  readonly keyed: "detail" | "summary" | "never";
}

/** A report before it is laid out. */
export interface ReportDraft {
  readonly header: Readonly<Record<string, unknown>>;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly ReportRow[];
  readonly hasData: boolean;
}

export const text = (value: string, id?: string): Cell => (id === undefined ? { value } : { value, id });

export const blank: Cell = { value: "" };

/** `1234.50`, `-3.00`; a cell whose amount is nothing is written as the report likes it. */
export const money = (cents: number, zero = "0.00"): Cell => ({
  value: cents === 0 ? zero : (cents / 100).toFixed(2),
});

export const blanks = (count: number): Cell[] => Array.from({ length: count }, () => blank);

export const dataRow = (cells: readonly Cell[], group?: string): DataRow =>
  group === undefined ? { ColData: cells, type: "Data" } : { ColData: cells, type: "Data", group };

export function section(
  parts: {
    readonly header?: readonly Cell[];
    readonly rows?: readonly ReportRow[];
    readonly summary?: readonly Cell[];
  },
  group?: string,
): SectionRow {
  return {
    ...(parts.header === undefined ? {} : { Header: { ColData: parts.header } }),
    ...(parts.rows === undefined || parts.rows.length === 0 ? {} : { Rows: { Row: parts.rows } }),
    ...(parts.summary === undefined ? {} : { Summary: { ColData: parts.summary } }),
    type: "Section",
    ...(group === undefined ? {} : { group }),
  };
}

export const accountColumn: ReportColumn = {
  title: "",
  type: "Account",
  key: "account",
  kind: "String",
  keyed: "summary",
};

export const moneyColumn = (title: string, key: string): ReportColumn => ({
  title,
  type: "Money",
  key,
  kind: "Money",
  keyed: "summary",
});
