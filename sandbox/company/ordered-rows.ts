/**
 * One order (by id, or by time of change) over the two layers of an entity: a fixed base of rows
 * addressed by position, and an overlay of rows that were written since. A base row that the
 * overlay replaced or that was deleted is hidden. Any offset is found by binary search, so a page
 * deep in a million rows costs that page.
 */
export interface BaseOrder<Entry> {
  readonly length: number;
  /** Negative when the base row at the position comes before the overlay entry. */
  compare(position: number, entry: Entry): number;
}

export type Placed<Entry> =
  | { readonly layer: "base"; readonly position: number }
  | { readonly layer: "overlay"; readonly entry: Entry };

/** A window of both layers, by position; half open. */
export interface Window {
  readonly baseFrom: number;
  readonly baseTo: number;
  readonly overlayFrom: number;
  readonly overlayTo: number;
}

/** The first position in [from, to) at which the test holds; `to` when nowhere. The test must be monotone. */
export function firstWhere(from: number, to: number, holds: (position: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export class OrderedRows<Entry> {
  readonly #base: BaseOrder<Entry>;
  readonly #compareEntries: (a: Entry, b: Entry) => number;
  readonly #hidden: number[] = [];
  #overlay: Entry[] = [];

  constructor(base: BaseOrder<Entry>, compareEntries: (a: Entry, b: Entry) => number) {
    this.#base = base;
    this.#compareEntries = compareEntries;
  }

  hide(position: number): void {
    const at = this.#hiddenBelow(position);
    if (this.#hidden[at] !== position) this.#hidden.splice(at, 0, position);
  }

  /** Replaces the overlay in one sort; for opening a company. */
  fill(entries: Entry[]): void {
    this.#overlay = entries.toSorted(this.#compareEntries);
  }

  insert(entry: Entry): void {
    const last = this.#overlay.at(-1);
    if (last === undefined || this.#compareEntries(last, entry) < 0) this.#overlay.push(entry);
    else this.#overlay.splice(this.#overlayIndex(entry), 0, entry);
  }

  remove(entry: Entry): void {
    const at = this.#overlayIndex(entry);
    const found = this.#overlay[at];
    if (found === undefined || this.#compareEntries(found, entry) !== 0)
      throw new Error("An overlay row is missing from its index");
    this.#overlay.splice(at, 1);
  }

  get everything(): Window {
    return { baseFrom: 0, baseTo: this.#base.length, overlayFrom: 0, overlayTo: this.#overlay.length };
  }

  /** The window from the first row that is not below to the last that is not above. */
  window(basePast: (position: number) => number, overlayPast: (entry: Entry) => number): Window {
    // Each test answers -1 below the window, 0 inside, 1 above.
    const entryAt = (index: number): number => {
      const entry = this.#overlay[index];
      return entry === undefined ? 1 : overlayPast(entry);
    };
    const { length } = this.#base;
    return {
      baseFrom: firstWhere(0, length, (position) => basePast(position) >= 0),
      baseTo: firstWhere(0, length, (position) => basePast(position) > 0),
      overlayFrom: firstWhere(0, this.#overlay.length, (index) => entryAt(index) >= 0),
      overlayTo: firstWhere(0, this.#overlay.length, (index) => entryAt(index) > 0),
    };
  }

  count(window: Window): number {
    return this.#shown(window.baseFrom, window.baseTo) + window.overlayTo - window.overlayFrom;
  }

  /** Rows of the window in order, after skipping `offset`. */
  *iterate(window: Window, descending: boolean, offset: number): Generator<Placed<Entry>> {
    const total = this.count(window);
    if (offset >= total) return;
    let [position, index] = this.#split(window, descending ? total - offset : offset);
    if (descending) {
      for (;;) {
        while (position > window.baseFrom && this.#isHidden(position - 1)) position -= 1;
        const entry = index > window.overlayFrom ? this.#overlay[index - 1] : undefined;
        const hasBase = position > window.baseFrom;
        if (entry !== undefined && (!hasBase || this.#base.compare(position - 1, entry) < 0)) {
          index -= 1;
          yield { layer: "overlay", entry };
        } else if (hasBase) {
          position -= 1;
          yield { layer: "base", position };
        } else return;
      }
    }
    for (;;) {
      while (position < window.baseTo && this.#isHidden(position)) position += 1;
      const entry = index < window.overlayTo ? this.#overlay[index] : undefined;
      const hasBase = position < window.baseTo;
      if (entry !== undefined && (!hasBase || this.#base.compare(position, entry) > 0)) {
        index += 1;
        yield { layer: "overlay", entry };
      } else if (hasBase) {
        yield { layer: "base", position };
        position += 1;
      } else return;
    }
  }

  /** How far into each layer the first `rank` rows of the window reach. */
  #split(window: Window, rank: number): [position: number, index: number] {
    const { baseFrom, baseTo, overlayFrom, overlayTo } = window;
    const overlayBefore = (position: number): number =>
      firstWhere(overlayFrom, overlayTo, (index) => {
        const entry = this.#overlay[index];
        return entry === undefined || this.#base.compare(position, entry) < 0;
      }) - overlayFrom;
    const position = firstWhere(
      baseFrom,
      baseTo,
      (candidate) => this.#shown(baseFrom, candidate) + overlayBefore(candidate) >= rank,
    );
    return [position, overlayFrom + rank - this.#shown(baseFrom, position)];
  }

  #overlayIndex(entry: Entry): number {
    return firstWhere(0, this.#overlay.length, (index) => {
      const other = this.#overlay[index];
      return other === undefined || this.#compareEntries(other, entry) >= 0;
    });
  }

  #hiddenBelow(position: number): number {
    return firstWhere(0, this.#hidden.length, (index) => (this.#hidden[index] ?? Infinity) >= position);
  }

  #shown(from: number, to: number): number {
    if (this.#hidden.length === 0) return to - from;
    return to - from - (this.#hiddenBelow(to) - this.#hiddenBelow(from));
  }

  #isHidden(position: number): boolean {
    return this.#hidden.length > 0 && this.#hidden[this.#hiddenBelow(position)] === position;
  }
}
