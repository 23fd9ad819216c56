/** Rows waiting their turn, first come first served. */
export class RowQueue {
  readonly #rows: Uint32Array;
  #head = 0;
  #tail = 0;

  constructor(rows: Uint32Array) {
    this.#rows = rows;
  }

  get length(): number {
    return this.#tail - this.#head;
  }

  /** How many have been taken. */
  get taken(): number {
    return this.#head;
  }

  push(row: number): void {
    this.#rows[this.#tail++] = row;
  }

  first(): number {
    return this.#rows[this.#head] ?? 0;
  }

  shift(): number {
    return this.#rows[this.#head++] ?? 0;
  }
}
