// The names that references show. Every transaction that points at a customer holds the same
// reference object, so a renamed customer is renamed in all of them, as at Intuit, where a
// reference's name is never stored but looked up.

import type { EntityName } from "./company.ts";

/** `{"value":"35","name":"Checking"}`; name is missing where Intuit leaves it out. */
export interface Ref {
  readonly value: string;
  readonly name?: string;
}

/** A reference that also says which list it points into, as EntityRef does. */
export interface TypedRef extends Ref {
  readonly type: string;
}

interface SharedRef {
  value: string;
  name: string;
  type?: string;
}

const isTyped = (ref: SharedRef): ref is SharedRef & TypedRef => ref.type !== undefined;

export class Refs {
  /** Per id its reference first, then those of the names that were merged into it. */
  readonly #byEntity = new Map<EntityName, Map<string, SharedRef[]>>();

  /** Makes the reference known, or renames it everywhere. */
  name(entity: EntityName, id: string, name: string): Ref {
    let known = this.#byEntity.get(entity);
    if (known === undefined) this.#byEntity.set(entity, (known = new Map<string, SharedRef[]>()));
    const shared = known.get(id);
    if (shared?.[0] !== undefined) {
      for (const ref of shared) ref.name = name;
      return shared[0];
    }
    const made = { value: id, name };
    known.set(id, [made]);
    return made;
  }

  findTyped(entity: EntityName, id: string): TypedRef | undefined {
    const shared = this.#byEntity.get(entity)?.get(id);
    const first = shared?.[0];
    if (shared === undefined || first === undefined) return undefined;
    const typed = shared.find(isTyped);
    if (typed !== undefined) return typed;
    const made = { value: first.value, name: first.name, type: entity };
    shared.push(made);
    return made;
  }

  find(entity: EntityName, id: string): Ref | undefined {
    return this.#byEntity.get(entity)?.get(id)?.[0];
  }

  /** After a merge the loser's references lead to the winner, in every transaction that holds them. */
  redirect(entity: EntityName, loserId: string, winnerId: string): void {
    const known = this.#byEntity.get(entity);
    const losers = known?.get(loserId);
    const winners = known?.get(winnerId);
    const winner = winners?.[0];
    if (known === undefined || losers === undefined || winners === undefined || winner === undefined) return;
    for (const loser of losers) {
      loser.value = winner.value;
      loser.name = winner.name;
    }
    winners.push(...losers);
    known.delete(loserId);
  }
}
