// All rows of one entity: a procedural base that is computed when read, below the rows that were
// written since. Lists are small and live wholly in the overlay.

import type { DeletedStub, EntityName, ScanOptions, WireObject } from "./company.ts";
import { compareIds } from "./id-order.ts";
import { firstWhere, OrderedRows, type Window } from "./ordered-rows.ts";

/** Rows that can be made from their position alone. Positions ascend with ids. */
export interface BaseRows {
  readonly length: number;
  idAt(position: number): string;
  /** -1 when the id is none of them. */
  positionOf(id: string): number;
  updatedMsAt(position: number): number;
  /** Positions by time of last change, then id. */
  readonly byUpdated: Uint32Array;
  make(position: number): WireObject;
}

interface Entry {
  readonly id: string;
  readonly updatedMs: number;
  readonly object: WireObject;
}

const byId = (a: Entry, b: Entry): number => compareIds(a.id, b.id);
const byTime = (a: Entry, b: Entry): number => a.updatedMs - b.updatedMs || compareIds(a.id, b.id);

const noRows: BaseRows = {
  length: 0,
  idAt: () => "",
  positionOf: () => -1,
  updatedMsAt: () => 0,
  byUpdated: new Uint32Array(0),
  make: () => {
    throw new RangeError("No such row");
  },
};

export class EntityTable {
  readonly entity: EntityName;
  readonly #base: BaseRows;
  readonly #written = new Map<string, Entry>();
  readonly #deleted = new Map<string, DeletedStub>();
  readonly #inactive = new Set<string>();
  readonly #ids: OrderedRows<Entry>;
  readonly #times: OrderedRows<Entry>;

  constructor(entity: EntityName, base: BaseRows = noRows) {
    this.entity = entity;
    this.#base = base;
    this.#ids = new OrderedRows<Entry>(
      { length: base.length, compare: (position, entry) => compareIds(base.idAt(position), entry.id) },
      byId,
    );
    this.#times = new OrderedRows<Entry>(
      {
        length: base.length,
        compare: (place, entry) => {
          const position = base.byUpdated[place] ?? 0;
          return base.updatedMsAt(position) - entry.updatedMs || compareIds(base.idAt(position), entry.id);
        },
      },
      byTime,
    );
  }

  get(id: string): WireObject | undefined {
    const entry = this.#written.get(id);
    if (entry !== undefined) return entry.object;
    if (this.#deleted.has(id)) return undefined;
    const position = this.#base.positionOf(id);
    return position < 0 ? undefined : this.#base.make(position);
  }

  /** Stores a new or changed row under its time of last change. */
  put(object: WireObject, updatedMs: number): void {
    this.#drop(object.Id);
    const entry = { id: object.Id, updatedMs, object };
    this.#written.set(object.Id, entry);
    this.#ids.insert(entry);
    this.#times.insert(entry);
    if (object["Active"] === false) this.#inactive.add(object.Id);
  }

  /** Stores many rows at once, on opening. */
  fill(rows: readonly { readonly object: WireObject; readonly updatedMs: number }[]): void {
    for (const { object, updatedMs } of rows) {
      this.#written.set(object.Id, { id: object.Id, updatedMs, object });
      if (object["Active"] === false) this.#inactive.add(object.Id);
    }
    const entries = [...this.#written.values()];
    this.#ids.fill(entries);
    this.#times.fill(entries);
  }

  delete(id: string, deletedAtMs: number): void {
    this.#drop(id);
    this.#deleted.set(id, { entity: this.entity, id, deletedAtMs });
  }

  updatedMs(id: string): number {
    const entry = this.#written.get(id);
    if (entry !== undefined) return entry.updatedMs;
    const position = this.#base.positionOf(id);
    return position < 0 ? 0 : this.#base.updatedMsAt(position);
  }

  deletedSince(sinceMs: number): DeletedStub[] {
    return [...this.#deleted.values()]
      .filter((stub) => stub.deletedAtMs >= sinceMs)
      .sort((a, b) => a.deletedAtMs - b.deletedAtMs || compareIds(a.id, b.id));
  }

  isDeleted(id: string): boolean {
    return this.#deleted.has(id);
  }

  count({ updatedFromMs, updatedToMs, activeOnly }: Omit<ScanOptions, "order">): number {
    const all = this.#times.count(this.#timeWindow(updatedFromMs, updatedToMs));
    if (activeOnly !== true || this.#inactive.size === 0) return all;
    let inactive = 0;
    for (const id of this.#inactive) {
      const at = this.updatedMs(id);
      if (at >= (updatedFromMs ?? -Infinity) && at <= (updatedToMs ?? Infinity)) inactive += 1;
    }
    return all - inactive;
  }

  *scan(options: ScanOptions): Generator<WireObject> {
    const { updatedFromMs, updatedToMs, activeOnly, descending = false, offset = 0 } = options;
    let left = options.limit ?? Infinity;
    if (left <= 0) return;
    const byTimeOrder = options.order === "updated";
    const bounded = updatedFromMs !== undefined || updatedToMs !== undefined;
    const skipsInactive = activeOnly === true && this.#inactive.size > 0;
    // Skipped rows are not counted by the index, so an offset over them is walked.
    let skip = (bounded && !byTimeOrder) || skipsInactive ? offset : 0;
    const rows = byTimeOrder ? this.#times : this.#ids;
    const window = byTimeOrder ? this.#timeWindow(updatedFromMs, updatedToMs) : rows.everything;
    for (const placed of rows.iterate(window, descending, skip > 0 ? 0 : offset)) {
      const written = placed.layer === "overlay" ? placed.entry : undefined;
      const position =
        placed.layer === "overlay"
          ? -1
          : byTimeOrder
            ? (this.#base.byUpdated[placed.position] ?? 0)
            : placed.position;
      if (bounded && !byTimeOrder) {
        const at = written === undefined ? this.#base.updatedMsAt(position) : written.updatedMs;
        if (at < (updatedFromMs ?? -Infinity) || at > (updatedToMs ?? Infinity)) continue;
      }
      if (skipsInactive && written?.object["Active"] === false) continue;
      if (skip > 0) {
        skip -= 1;
        continue;
      }
      yield written === undefined ? this.#base.make(position) : written.object;
      left -= 1;
      if (left <= 0) return;
    }
  }

  #timeWindow(fromMs = -Infinity, toMs = Infinity): Window {
    if (fromMs === -Infinity && toMs === Infinity) return this.#times.everything;
    const side = (ms: number): number => (ms < fromMs ? -1 : ms > toMs ? 1 : 0);
    return this.#times.window(
      (place) => side(this.#base.updatedMsAt(this.#base.byUpdated[place] ?? 0)),
      (entry) => side(entry.updatedMs),
    );
  }

  /** Takes a row out of every index, whichever layer it is in. */
  #drop(id: string): void {
    const entry = this.#written.get(id);
    if (entry !== undefined) {
      this.#written.delete(id);
      this.#ids.remove(entry);
      this.#times.remove(entry);
      this.#inactive.delete(id);
      return;
    }
    if (this.#deleted.has(id)) return;
    const position = this.#base.positionOf(id);
    if (position < 0) return;
    this.#ids.hide(position);
    this.#times.hide(this.#placeInTime(position));
  }

  #placeInTime(position: number): number {
    const at = this.#base.updatedMsAt(position);
    return firstWhere(0, this.#base.length, (place) => {
      const other = this.#base.byUpdated[place] ?? 0;
      const otherAt = this.#base.updatedMsAt(other);
      return otherAt > at || (otherAt === at && other >= position);
    });
  }
}
