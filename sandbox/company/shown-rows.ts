// The rows of a company as the wire shows them: pages and counts over what is not hidden.

import type { EntityName, ScanOptions, WireObject } from "./company.ts";
import { hidesRows, shownRow } from "./wire-row.ts";
import type { CompanyState } from "./state.ts";

export class ShownRows {
  readonly #state: CompanyState;

  constructor(state: CompanyState) {
    this.#state = state;
  }

  show(entity: EntityName, row: WireObject): WireObject | undefined {
    return shownRow(entity, row, this.#state.habits);
  }

  *scan(entity: EntityName, options: ScanOptions): Generator<WireObject> {
    const table = this.#state.table(entity);
    const { habits } = this.#state;
    if (!hidesRows(entity)) {
      for (const row of table.scan(options)) yield shownRow(entity, row, habits) ?? row;
      return;
    }
    const { offset = 0, limit = Infinity, ...rest } = options;
    let position = 0;
    for (const row of table.scan(rest)) {
      const shown = shownRow(entity, row, habits);
      if (shown === undefined) continue;
      if (position >= offset && position < offset + limit) yield shown;
      position += 1;
    }
  }

  count(
    entity: EntityName,
    options: Pick<ScanOptions, "updatedFromMs" | "updatedToMs" | "activeOnly">,
  ): number {
    if (!hidesRows(entity)) return this.#state.table(entity).count(options);
    let count = 0;
    for (const _row of this.scan(entity, { ...options, order: "id" })) count += 1;
    return count;
  }
}
