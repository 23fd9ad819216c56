// Rows by name, jobs below their customers, with a grand total.

import type { CompanyState } from "../company/state.ts";
import { refAt, textAt } from "../company/wire-fields.ts";
import { addAmounts, isNothing, moneyCells, noAmounts } from "./account-sections.ts";
import { dataRow, section, text, type ReportRow } from "./report-shape.ts";
import type { Side } from "./open-items.ts";

export function nameRows(
  state: CompanyState,
  side: Side,
  amounts: ReadonlyMap<string, readonly number[]>,
  columns: number,
): ReportRow[] {
  const wanted = new Set<string>();
  const below = new Map<string, string[]>();
  for (const [id, own] of amounts) {
    if (isNothing(own)) continue;
    for (let at: string | undefined = id; at !== undefined && !wanted.has(at);) {
      wanted.add(at);
      const parent: string | undefined = refAt(state.read(side, at) ?? {}, "ParentRef");
      const siblings = below.get(parent ?? "") ?? [];
      siblings.push(at);
      below.set(parent ?? "", siblings);
      at = parent;
    }
  }
  const nameOf = (id: string): string =>
    textAt(state.read(side, id) ?? {}, "DisplayName") ?? state.refs.find(side, id)?.name ?? "";
  const byName = (ids: readonly string[]): string[] =>
    ids.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const zero = (cents: readonly number[]) =>
    moneyCells(cents).map((cell) => (cell.value === "0.00" ? text("") : cell));

  function rowsOf(id: string): { readonly row: ReportRow; readonly sum: readonly number[] } {
    const own = amounts.get(id) ?? noAmounts(columns);
    const children = byName(below.get(id) ?? []).map(rowsOf);
    const name = text(nameOf(id), id);
    if (children.length === 0) return { row: dataRow([name, ...zero(own)]), sum: own };
    const sum = children.reduce<readonly number[]>((all, child) => addAmounts(all, child.sum), own);
    const rows = [
      ...(isNothing(own) ? [] : [dataRow([name, ...zero(own)])]),
      ...children.map(({ row }) => row),
    ];
    return {
      row: section({
        header: [name, ...zero(own)],
        rows,
        summary: [text(`Total ${nameOf(id)}`), ...zero(sum)],
      }),
      sum,
    };
  }

  let total: readonly number[] = noAmounts(columns);
  const rows = byName(below.get("") ?? []).map((id) => {
    const made = rowsOf(id);
    total = addAmounts(total, made.sum);
    return made.row;
  });
  return rows.length === 0
    ? []
    : [...rows, section({ summary: [text("TOTAL"), ...moneyCells(total)] }, "GrandTotal")];
}
