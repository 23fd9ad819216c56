// Lets so many of a firm's queries run at once, and so many of one person's. Who is refused a place waits in a
// line of the firm, in which those come first who have the fewest running: forty searches of one person
// do not stand before the one of a colleague.

import { AppError } from "#lib/core/app-error.ts";

export interface GateLimits {
  readonly perFirm: number;
  readonly perPerson: number;
  readonly waitMs: number;
  /** More than this of one person are turned away at once. */
  readonly waitingPerPerson: number;
}

interface Asking {
  readonly firm: string;
  readonly person: string;
  readonly endsWith?: AbortSignal | undefined;
  /** Of the wait, when less than usual is left. */
  readonly withinMs?: number;
}

interface Waiting {
  readonly person: string;
  readonly enter: () => void;
}

interface Firm {
  running: number;
  readonly byPerson: Map<string, number>;
  /** In the order in which they came. */
  waiting: Waiting[];
}

export class FairGate {
  readonly #limits: GateLimits;
  readonly #firms = new Map<string, Firm>();

  constructor(limits: GateLimits) {
    this.#limits = limits;
  }

  /**
   * Runs `work` once there is a place for it.
   *
   * @throws AppError when none came free in time: `request.too_many` for who has some running or too many
   * waiting, `database.busy` for who is kept out by others.
   */
  async pass<T>(asking: Asking, work: () => Promise<T>): Promise<T> {
    const { firm: key, person } = asking;
    const firm = this.#firms.get(key) ?? { running: 0, byPerson: new Map<string, number>(), waiting: [] };
    this.#firms.set(key, firm);
    if (this.#hasRoom(firm, person)) start(firm, person);
    else await this.#wait(firm, asking);
    try {
      return await work();
    } finally {
      end(firm, person);
      this.#admit(firm);
      if (firm.running === 0 && firm.waiting.length === 0) this.#firms.delete(key);
    }
  }

  #hasRoom(firm: Firm, person: string): boolean {
    return firm.running < this.#limits.perFirm && runningOf(firm, person) < this.#limits.perPerson;
  }

  async #wait(firm: Firm, { person, endsWith, withinMs = Infinity }: Asking): Promise<void> {
    const { waitMs, waitingPerPerson } = this.#limits;
    if (firm.waiting.filter((one) => one.person === person).length >= waitingPerPerson) {
      throw new AppError("request.too_many");
    }
    const turn = Promise.withResolvers<undefined>();
    const mine: Waiting = { person, enter: () => turn.resolve(undefined) };
    // No effect once it has its turn.
    const giveUp = (code: "request.too_many" | "request.abandoned" | "database.busy"): void => {
      if (!firm.waiting.includes(mine)) return;
      firm.waiting = firm.waiting.filter((one) => one !== mine);
      turn.reject(new AppError(code));
    };
    firm.waiting.push(mine);
    const timer = setTimeout(
      () => giveUp(runningOf(firm, person) > 0 ? "request.too_many" : "database.busy"),
      Math.min(waitMs, withinMs),
    );
    const leave = (): void => giveUp("request.abandoned");
    endsWith?.addEventListener("abort", leave, { once: true });
    try {
      await turn.promise;
    } finally {
      clearTimeout(timer);
      endsWith?.removeEventListener("abort", leave);
    }
  }

  #admit(firm: Firm): void {
    for (;;) {
      const able = firm.waiting.filter(({ person }) => this.#hasRoom(firm, person));
      const [first, ...others] = able;
      if (!first) return;
      const next = others.reduce(
        (best, one) => (runningOf(firm, one.person) < runningOf(firm, best.person) ? one : best),
        first,
      );
      firm.waiting = firm.waiting.filter((one) => one !== next);
      // Its place is taken here and now: whoever comes in between must not have it.
      start(firm, next.person);
      next.enter();
    }
  }
}

function runningOf(firm: Firm, person: string): number {
  return firm.byPerson.get(person) ?? 0;
}

function start(firm: Firm, person: string): void {
  firm.running += 1;
  firm.byPerson.set(person, runningOf(firm, person) + 1);
}

function end(firm: Firm, person: string): void {
  firm.running -= 1;
  const left = runningOf(firm, person) - 1;
  if (left > 0) firm.byPerson.set(person, left);
  else firm.byPerson.delete(person);
}
