// Document numbers: the next one, and who already has one.

import type { WireObject } from "../company.ts";
import type { CompanyState } from "../state.ts";
import { textAt } from "../wire-fields.ts";

/** The number after this one: its last run of digits goes up by one, `S5026` to `S5027`. */
export function nextNumber(last: string): string {
  const digits = /(\d+)(\D*)$/.exec(last);
  if (digits?.[1] === undefined) return `${last}1`;
  const raised = String(BigInt(digits[1]) + 1n).padStart(digits[1].length, "0");
  return last.slice(0, digits.index) + raised + (digits[2] ?? "");
}

export class Numbering {
  readonly #state: CompanyState;
  readonly #last = new Map<string, string>();
  readonly #holders = new Map<string, Map<string, string>>();

  constructor(state: CompanyState) {
    this.#state = state;
  }

  /** Tells the last number that a generated company used. */
  start(entity: string, last: string): void {
    this.#last.set(entity, last);
  }

  next(entity: string): string {
    return nextNumber(this.#last.get(entity) ?? "1000");
  }

  note(object: WireObject, entity: string): void {
    const number = textAt(object, "DocNumber");
    if (number === undefined) return;
    this.#holders.get(entity)?.set(number, object.Id);
    const last = this.#last.get(entity);
    // A number that a client made up does not lead the counter astray; the next in turn moves it on.
    if (last === undefined || number === nextNumber(last) || isLater(number, last))
      this.#last.set(entity, number);
  }

  forget(object: WireObject, entity: string): void {
    const number = textAt(object, "DocNumber");
    const holders = this.#holders.get(entity);
    if (number !== undefined && holders?.get(number) === object.Id) holders.delete(number);
  }

  /** The transaction that has the number, other than one's own. The index is built when first asked. */
  holderOf(entity: string, number: string, exceptId: string | undefined): string | undefined {
    let holders = this.#holders.get(entity);
    if (holders === undefined) {
      holders = new Map<string, string>();
      for (const object of this.#state.table(entity).scan({ order: "id" })) {
        const taken = textAt(object, "DocNumber");
        if (taken !== undefined) holders.set(taken, object.Id);
      }
      this.#holders.set(entity, holders);
    }
    const holder = holders.get(number);
    return holder === exceptId ? undefined : holder;
  }
}

const isLater = (number: string, last: string): boolean =>
  /^\d{1,15}$/.test(number) &&
  /^\d{1,15}$/.test(last) &&
  Number(number) > Number(last) &&
  Number(number) < Number(last) + 100_000;
