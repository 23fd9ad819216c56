import type { SandboxClock } from "./company.ts";

/** The sandbox's clock, which can be taken back while a generated company lives through its history. */
export class HistoryClock implements SandboxClock {
  readonly #present: SandboxClock;
  #pastMs: number | undefined;

  constructor(present: SandboxClock) {
    this.#present = present;
  }

  now(): number {
    return this.#pastMs ?? this.#present.now();
  }

  goTo(ms: number): void {
    this.#pastMs = ms;
  }

  returnToPresent(): void {
    this.#pastMs = undefined;
  }
}
