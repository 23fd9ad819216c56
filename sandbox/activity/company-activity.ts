import type { SettableClock } from "../clock/settable-clock.ts";
import type { Company } from "../company/company.ts";
import { seededRandom } from "../seeded-random.ts";
import { makeActivityEdit } from "./activity-edits.ts";

export interface ActivityReport {
  readonly perSecond: number;
  readonly made: Readonly<Record<string, number>>;
  /** Edits that the books refused, by fault code; "nothing to do" when no fitting record was found. */
  readonly rejected: Readonly<Record<string, number>>;
}

interface Life {
  perSecond: number;
  random: () => number;
  lastMs: number;
  callOff: () => void;
  readonly made: Record<string, number>;
  readonly rejected: Record<string, number>;
}

/** Edits are made this often, several at a time when the rate is higher. */
const tickMs = 100;
/** Moving the clock ahead by days makes at most this many edits at once. */
const mostAtOnce = 2000;

/** Companies in which people keep working, each at its own rate. */
export class CompanyActivity {
  readonly #clock: SettableClock;
  readonly #lives = new Map<string, Life>();

  constructor(clock: SettableClock) {
    this.#clock = clock;
  }

  /** Sets the rate of edits; 0 ends them. */
  live(company: Company, perSecond: number, seed: number): ActivityReport {
    const life = this.#lifeOf(company.realmId);
    life.callOff();
    Object.assign(life, { perSecond, random: seededRandom(seed), lastMs: this.#clock.now() });
    if (perSecond > 0) this.#beat(company, life);
    return this.report(company.realmId);
  }

  /** Makes so many edits now. */
  edit(company: Company, count: number, seed: number): ActivityReport {
    const life = this.#lifeOf(company.realmId);
    this.#make(company, life, count, seededRandom(seed));
    return this.report(company.realmId);
  }

  report(realmId: string): ActivityReport {
    const { perSecond, made, rejected } = this.#lifeOf(realmId);
    return { perSecond, made: { ...made }, rejected: { ...rejected } };
  }

  #lifeOf(realmId: string): Life {
    const known = this.#lives.get(realmId);
    if (known) return known;
    const life: Life = {
      perSecond: 0,
      random: Math.random,
      lastMs: 0,
      callOff: () => undefined,
      made: {},
      rejected: {},
    };
    this.#lives.set(realmId, life);
    return life;
  }

  #beat(company: Company, life: Life): void {
    life.callOff = this.#clock.after(Math.max(tickMs, 1000 / life.perSecond), () => {
      const now = this.#clock.now();
      const due = Math.floor(((now - life.lastMs) / 1000) * life.perSecond);
      life.lastMs += (due / life.perSecond) * 1000;
      this.#make(company, life, Math.min(due, mostAtOnce), life.random);
      this.#beat(company, life);
    });
  }

  #make(company: Company, life: Life, count: number, random: () => number): void {
    for (let done = 0; done < count; done += 1) {
      const { name, result } = makeActivityEdit({ company, random, nowMs: this.#clock.now() });
      if (result === undefined) counter(life.rejected, "nothing to do");
      else if (result.kind === "fault") counter(life.rejected, result.errors[0]?.code ?? "fault");
      else counter(life.made, name);
    }
  }
}

function counter(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
