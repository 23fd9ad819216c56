/** How many moments lie within the last `lengthMs`. Adding and asking cost a step or two each. */
export class SlidingWindow {
  readonly #lengthMs: number;
  #moments: number[] = [];
  #head = 0;

  constructor(lengthMs: number) {
    this.#lengthMs = lengthMs;
  }

  size(nowMs: number): number {
    // A clock that was set back would hold old moments for ever.
    if ((this.#moments.at(-1) ?? 0) > nowMs) this.#clear();
    while (this.#head < this.#moments.length && (this.#moments[this.#head] ?? 0) <= nowMs - this.#lengthMs) {
      this.#head += 1;
    }
    if (this.#head > 4096 && this.#head * 2 > this.#moments.length) {
      this.#moments = this.#moments.slice(this.#head);
      this.#head = 0;
    }
    return this.#moments.length - this.#head;
  }

  add(nowMs: number): void {
    this.#moments.push(nowMs);
  }

  #clear(): void {
    this.#moments = [];
    this.#head = 0;
  }
}
