// Names that may be held once: display names across the three name lists, others within their own list and parent.

import type { WireObject } from "../company.ts";
import { faults } from "../fault.ts";
import type { CompanyState } from "../state.ts";
import { refAt, textAt } from "../wire-fields.ts";
import { reject } from "./rejection.ts";

const people = ["Customer", "Vendor", "Employee"] as const;
const isPerson = (entity: string): boolean => people.some((name) => name === entity);

/** Lists whose rows have a unique name. */
const namedLists = new Set<string>([
  "Account",
  "Item",
  "Class",
  "Department",
  "Term",
  "PaymentMethod",
  ...people,
]);

const nameOf = (entity: string, object: WireObject): string =>
  (
    (isPerson(entity)
      ? textAt(object, "DisplayName")
      : `${refAt(object, "ParentRef") ?? ""}/${textAt(object, "Name") ?? ""}`) ?? ""
  ).toLowerCase();

export class Uniqueness {
  readonly #state: CompanyState;
  readonly #holders = new Map<string, Map<string, string>>();

  constructor(state: CompanyState) {
    this.#state = state;
  }

  /** Refuses a name that another row holds. Inactive rows hold theirs with the suffix, so the bare name is free. */
  check(entity: string, object: WireObject): void {
    if (!namedLists.has(entity)) return;
    const holder = this.#of(entity).get(nameOf(entity, object));
    if (holder !== undefined && holder !== `${entity}/${object.Id}`) reject(faults.duplicateName());
  }

  keep(entity: string, before: WireObject | undefined, object: WireObject | undefined): void {
    if (!namedLists.has(entity)) return;
    const holders = this.#of(entity);
    if (before !== undefined && holders.get(nameOf(entity, before)) === `${entity}/${before.Id}`)
      holders.delete(nameOf(entity, before));
    if (object !== undefined) holders.set(nameOf(entity, object), `${entity}/${object.Id}`);
  }

  #of(entity: string): Map<string, string> {
    const space = isPerson(entity) ? "names" : entity;
    let holders = this.#holders.get(space);
    if (holders === undefined) {
      holders = new Map<string, string>();
      for (const list of isPerson(entity) ? people : [entity])
        for (const object of this.#state.table(list).scan({ order: "id" }))
          holders.set(nameOf(list, object), `${list}/${object.Id}`);
      this.#holders.set(space, holders);
    }
    return holders;
  }
}
