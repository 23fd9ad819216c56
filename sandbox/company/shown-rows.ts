/** What the wire shows of a stored row, by the company's habits: some rows are hidden, some members left out. */
import type { BooksHabits, EntityName, ScanOptions, WireObject } from "./company.ts";
import { isPseudoTaxCode, withoutEditMembers } from "./pseudo-tax-codes.ts";
import type { CompanyState } from "./state.ts";

type Show = (row: WireObject) => WireObject | undefined;

/** Undefined where every row is shown as it is stored. */
function showerOf(entity: EntityName, habits: BooksHabits): Show | undefined {
  if (entity !== "TaxCode") return undefined;
  return (row) => {
    if (!isPseudoTaxCode(row)) return row;
    if (row.Id === "CustomSalesTax" && habits.pseudoTaxCodes !== "bare-and-custom") return undefined;
    return habits.pseudoTaxCodes === "whole" ? row : withoutEditMembers(row);
  };
}

/** Entities of which a row may be hidden; they are small, so that pages and counts are made by looking at all rows. */
const mayHide = (entity: EntityName): boolean => entity === "TaxCode";

export class ShownRows {
  readonly #state: CompanyState;

  constructor(state: CompanyState) {
    this.#state = state;
  }

  show(entity: EntityName, row: WireObject): WireObject | undefined {
    const show = showerOf(entity, this.#state.habits);
    return show === undefined ? row : show(row);
  }

  *scan(entity: EntityName, options: ScanOptions): Generator<WireObject> {
    const table = this.#state.table(entity);
    const show = showerOf(entity, this.#state.habits);
    if (show === undefined || !mayHide(entity)) {
      for (const row of table.scan(options)) yield show?.(row) ?? row;
      return;
    }
    const { offset = 0, limit = Infinity, ...rest } = options;
    let position = 0;
    for (const row of table.scan(rest)) {
      const shown = show(row);
      if (shown === undefined) continue;
      if (position >= offset && position < offset + limit) yield shown;
      position += 1;
    }
  }

  count(
    entity: EntityName,
    options: Pick<ScanOptions, "updatedFromMs" | "updatedToMs" | "activeOnly">,
  ): number {
    if (!mayHide(entity)) return this.#state.table(entity).count(options);
    let count = 0;
    for (const _row of this.scan(entity, { ...options, order: "id" })) count += 1;
    return count;
  }
}
