/** Reports as a client reads them, and companies whose habits a test sets. */
import { usualHabits, type BooksHabits, type Company } from "#sandbox/company/company.ts";
import { openCompany } from "#sandbox/company/generate.ts";

export interface Cell {
  readonly value: string;
  readonly id?: string;
}
export interface Row {
  readonly ColData?: readonly Cell[];
  readonly Header?: { readonly ColData: readonly Cell[] };
  readonly Rows?: { readonly Row?: readonly Row[] };
  readonly Summary?: { readonly ColData: readonly Cell[] };
  readonly type?: string;
  readonly group?: string;
}
export interface Report {
  readonly Header: Readonly<Record<string, unknown>> & {
    readonly Option: readonly { readonly Name: string; readonly Value: string }[];
  };
  readonly Columns: {
    readonly Column: readonly {
      readonly ColTitle: string;
      readonly ColType: string;
      readonly MetaData?: readonly { readonly Name: string; readonly Value: string }[];
    }[];
  };
  readonly Rows: { readonly Row?: readonly Row[] };
}

const isReport = (value: object): value is Report => "Rows" in value;

/** @throws when the company answers with a fault. */
export function readReport(
  company: Company,
  name: string,
  parameters: Readonly<Record<string, string>> = {},
): Report {
  const report = company.report(name, new Map(Object.entries(parameters)));
  if (!isReport(report)) throw new Error(JSON.stringify(report));
  return report;
}

export const centsOf = (cell: Cell | undefined): number =>
  Math.round(Number(cell?.value === "" ? "0" : (cell?.value ?? "0")) * 100);

/** Every row of a report, those of sections inside included. */
export const flatRows = (rows: readonly Row[] = []): Row[] =>
  rows.flatMap((row) => [row, ...flatRows(row.Rows?.Row)]);

/** The key of each column, wherever the layout says it. */
export const keysOf = ({ Columns }: Report): string[] =>
  Columns.Column.map(({ ColType, MetaData }) => MetaData?.[0]?.Value ?? ColType);

type Profile = "landscaper" | "restaurant" | "shop" | "agency" | "bindery" | "winery";

/** A generated company on 20 November 2026; what is set in `habits` later holds from then on. */
export function openBooks(
  profile: Profile,
  habits: Partial<BooksHabits> = {},
  size = 600,
): { readonly company: Company; readonly habits: Partial<BooksHabits> } {
  let ms = Date.parse("2026-11-20T18:00:00Z");
  const company = openCompany(
    { realmId: "1", seed: 3, index: 0, size, profile },
    { now: () => (ms += 1_000) },
    () => ({ ...usualHabits, ...habits }),
  );
  return { company, habits };
}
