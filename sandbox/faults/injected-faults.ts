import type { Exchange } from "../http/exchange.ts";
import { seededRandom } from "../seeded-random.ts";
import type { FaultRule, FaultRuleInput } from "./fault-rule.ts";

interface Live {
  readonly id: string;
  readonly input: FaultRuleInput;
  readonly random: () => number;
  seen: number;
  hits: number;
}

/** The faults that are set. The first rule that hits a request wins; a rule that is used up stays listed. */
export class InjectedFaults {
  #rules: Live[] = [];
  #made = 0;

  add(input: FaultRuleInput): FaultRule {
    this.#made += 1;
    const live: Live = { id: String(this.#made), input, random: seededRandom(input.seed), seen: 0, hits: 0 };
    this.#rules.push(live);
    return shown(live);
  }

  list(): readonly FaultRule[] {
    return this.#rules.map(shown);
  }

  /** Takes one rule away, or all. Returns how many went. */
  remove(id?: string): number {
    const before = this.#rules.length;
    this.#rules = id === undefined ? [] : this.#rules.filter((rule) => rule.id !== id);
    return before - this.#rules.length;
  }

  hit(exchange: Exchange, url: string, realmId: string | undefined): FaultRuleInput | undefined {
    for (const rule of this.#rules) {
      const { input } = rule;
      if (!isMatch(input, exchange, url, realmId)) continue;
      rule.seen += 1;
      if (rule.seen <= input.skip || (input.times !== undefined && rule.hits >= input.times)) continue;
      if (input.probability < 1 && rule.random() >= input.probability) continue;
      rule.hits += 1;
      return input;
    }
    return undefined;
  }
}

function isMatch(
  input: FaultRuleInput,
  exchange: Exchange,
  url: string,
  realmId: string | undefined,
): boolean {
  if (input.path !== undefined && !url.includes(input.path)) return false;
  if (input.method !== undefined && input.method.toUpperCase() !== exchange.method) return false;
  if (input.realmId !== undefined && input.realmId !== realmId) return false;
  return input.bodyContains === undefined || exchange.body.includes(input.bodyContains);
}

function shown({ id, input, seen, hits }: Live): FaultRule {
  return { ...input, id, seen, hits };
}
