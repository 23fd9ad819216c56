// Every movement of every inventory item, and what first in, first out makes of their cost.

import { fifoCosts } from "./fifo.ts";
import type { Posting } from "./posting.ts";

/** An inventory item as stock keeping sees it. Accounts are those of today. */
export interface StockItem {
  readonly id: string;
  readonly assetAccountId: string;
  readonly expenseAccountId: string;
  readonly openingUnits: number;
  readonly openingCents: number;
  /** Purchase cost of one unit, for what was sold and never bought. */
  readonly currentUnitCents: number;
}

export interface Movement {
  readonly itemId: string;
  readonly day: number;
  /** Orders movements of one day that go the same way. */
  readonly sequence: number;
  readonly units: number;
  /** Signed as the units; undefined when FIFO must say. */
  readonly pricedCents: number | undefined;
  readonly assetAccountId: string;
  /** Where the cost goes: cost of goods sold, or the account of an adjustment. */
  readonly offsetAccountId: string;
}

interface Kept extends Movement {
  /** The written transaction that it belongs to. */
  readonly key: string;
  costCents: number;
}

/** The movements of the base, in typed arrays: a large shop has some hundred thousand. */
export interface BaseMovements {
  readonly length: number;
  /** Positions of an item's movements, unsorted. */
  positionsOf(itemId: string): readonly number[] | Uint32Array;
  at(position: number): Movement;
  /** When the base last moved an item, in epoch ms. */
  lastMovedMs(itemId: string): number;
  /** The base row that a movement belongs to. */
  rowAt(position: number): number;
  /** Positions [from, to) that belong to a base row. */
  spanOf(row: number): readonly [from: number, to: number];
}

const noMovements: BaseMovements = {
  length: 0,
  positionsOf: () => [],
  at: () => {
    throw new RangeError("No such movement");
  },
  lastMovedMs: () => 0,
  rowAt: () => -1,
  spanOf: () => [0, 0],
};

const inOrder = (a: Movement, b: Movement): number =>
  a.day - b.day || (a.units > 0 ? 0 : 1) - (b.units > 0 ? 0 : 1) || a.sequence - b.sequence;

export class Stock {
  readonly #items = new Map<string, StockItem>();
  readonly #written = new Map<string, readonly Kept[]>();
  readonly #writtenByItem = new Map<string, Set<Kept>>();
  readonly #totals = new Map<string, Map<string, number>>();
  readonly #units = new Map<string, number>();
  readonly #baseOrder = new Map<string, Uint32Array>();
  #base: BaseMovements = noMovements;
  #baseCosts = new Float64Array(0);
  #hidden = new Uint8Array(0);
  readonly #accountChanged: (accountId: string, cents: number) => void;
  readonly #costChanged: (where: string | number) => void;
  #isLoaded = false;

  /**
   * @param accountChanged told how much the value booked to an account has moved.
   * @param costChanged told whose cost is another than before: the key of a written transaction, or a base row.
   */
  constructor(
    accountChanged: (accountId: string, cents: number) => void,
    costChanged: (where: string | number) => void,
  ) {
    this.#accountChanged = accountChanged;
    this.#costChanged = costChanged;
  }

  isStocked(itemId: string): boolean {
    return this.#items.has(itemId);
  }

  item(itemId: string): StockItem | undefined {
    return this.#items.get(itemId);
  }

  /** Adds an item, or takes over its changed accounts and cost. */
  keepItem(item: StockItem): void {
    this.#items.set(item.id, item);
    this.#recost(item.id);
  }

  load(base: BaseMovements): void {
    this.#base = base;
    this.#baseCosts = new Float64Array(base.length);
    this.#hidden = new Uint8Array(base.length);
    for (const itemId of this.#items.keys()) {
      const positions = Uint32Array.from(base.positionsOf(itemId));
      this.#baseOrder.set(
        itemId,
        positions.sort((a, b) => inOrder(base.at(a), base.at(b))),
      );
      this.#recost(itemId);
    }
    this.#isLoaded = true;
  }

  /** The base row is replaced or gone; its movements count no more. */
  hideRow(row: number): void {
    const [from, to] = this.#base.spanOf(row);
    const changed = new Set<string>();
    for (let position = from; position < to; position++) {
      this.#hidden[position] = 1;
      changed.add(this.#base.at(position).itemId);
    }
    for (const itemId of changed) this.#recost(itemId);
  }

  itemsOfRow(row: number): Set<string> {
    const [from, to] = this.#base.spanOf(row);
    const items = new Set<string>();
    for (let position = from; position < to; position++) items.add(this.#base.at(position).itemId);
    return items;
  }

  /** Sets what a written transaction moves, and gives the items that it moved before or moves now. */
  replace(key: string, movements: readonly Movement[]): Set<string> {
    const changed = new Set<string>();
    for (const old of this.#written.get(key) ?? []) {
      this.#writtenByItem.get(old.itemId)?.delete(old);
      changed.add(old.itemId);
    }
    const kept = movements
      .filter(({ itemId }) => this.#items.has(itemId))
      .map((movement) => ({ ...movement, key, costCents: 0 }));
    if (kept.length === 0) this.#written.delete(key);
    else this.#written.set(key, kept);
    for (const movement of kept) {
      let ofItem = this.#writtenByItem.get(movement.itemId);
      if (ofItem === undefined) this.#writtenByItem.set(movement.itemId, (ofItem = new Set<Kept>()));
      ofItem.add(movement);
      changed.add(movement.itemId);
    }
    for (const itemId of changed) this.#recost(itemId);
    return changed;
  }

  lastMovedMs(itemId: string): number {
    return this.#base.lastMovedMs(itemId);
  }

  unitsOf(itemId: string): number {
    return this.#units.get(itemId) ?? 0;
  }

  costPostings(key: string): Posting[] {
    return (this.#written.get(key) ?? []).flatMap((movement) => costPair(movement, movement.costCents));
  }

  baseCostPostings(row: number): Posting[] {
    const [from, to] = this.#base.spanOf(row);
    const postings: Posting[] = [];
    for (let position = from; position < to; position++)
      if (this.#hidden[position] === 0)
        postings.push(...costPair(this.#base.at(position), this.#baseCosts[position] ?? 0));
    return postings;
  }

  items(): Iterable<StockItem> {
    return this.#items.values();
  }

  #recost(itemId: string): void {
    const item = this.#items.get(itemId);
    if (item === undefined) return;
    const basePositions = (this.#baseOrder.get(itemId) ?? new Uint32Array(0)).filter(
      (position) => this.#hidden[position] === 0,
    );
    const written = [...(this.#writtenByItem.get(itemId) ?? [])].sort(inOrder);
    const order: (Kept | number)[] = [];
    let next = 0;
    for (const position of basePositions) {
      const movement = this.#base.at(position);
      for (
        let candidate = written[next];
        candidate !== undefined && inOrder(candidate, movement) < 0;
        candidate = written[++next]
      )
        order.push(candidate);
      order.push(position);
    }
    order.push(...written.slice(next));
    const movementAt = (place: number): Movement => {
      const entry = order[place];
      return typeof entry === "number" || entry === undefined ? this.#base.at(entry ?? 0) : entry;
    };
    const costs = fifoCosts(
      order.length,
      movementAt,
      item.openingUnits,
      item.openingCents,
      item.currentUnitCents,
    );
    const totals = new Map<string, number>();
    let units = item.openingUnits;
    const add = (accountId: string, cents: number): void =>
      void totals.set(accountId, (totals.get(accountId) ?? 0) + cents);
    for (const [place, entry] of order.entries()) {
      const cost = costs[place] ?? 0;
      if (typeof entry === "number") {
        if (this.#isLoaded && this.#baseCosts[entry] !== cost) this.#costChanged(this.#base.rowAt(entry));
        this.#baseCosts[entry] = cost;
      } else {
        if (this.#isLoaded && entry.costCents !== cost) this.#costChanged(entry.key);
        entry.costCents = cost;
      }
      const movement = movementAt(place);
      units += movement.units;
      add(movement.assetAccountId, -cost);
      add(movement.offsetAccountId, cost);
    }
    // Quantities have up to seven decimals; binary fractions must not show.
    this.#units.set(itemId, Math.round(units * 1e7) / 1e7);
    const before = this.#totals.get(itemId) ?? new Map<string, number>();
    this.#totals.set(itemId, totals);
    for (const accountId of new Set([...before.keys(), ...totals.keys()])) {
      const change = (totals.get(accountId) ?? 0) - (before.get(accountId) ?? 0);
      if (change !== 0) this.#accountChanged(accountId, change);
    }
  }
}

function costPair(movement: Movement, cost: number): Posting[] {
  if (cost === 0) return [];
  const marks = { itemId: movement.itemId };
  return [
    { accountId: movement.offsetAccountId, cents: cost, foreignCents: cost, ...marks },
    { accountId: movement.assetAccountId, cents: -cost, foreignCents: -cost, ...marks },
  ];
}
