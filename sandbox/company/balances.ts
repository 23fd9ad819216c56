// What the books say, shown on the lists: balances of names and accounts, quantities of items. Intuit
// moves LastUpdatedTime when they change and leaves the SyncToken alone.

import type { WireObject } from "./company.ts";
import { fromCents } from "./cents.ts";
import type { CompanyState } from "./state.ts";
import { isBalanceSheet } from "../ledger/account-types.ts";
import { refAt, textAt } from "./wire-fields.ts";
import { wireTime } from "./wire-time.ts";
import type { Moved } from "../ledger/books.ts";

/** Who is directly below whom, by parent id; for jobs and sub-accounts. */
export class Children {
  readonly #below = new Map<string, Set<string>>();

  keep(object: WireObject): void {
    const parent = refAt(object, "ParentRef");
    if (parent === undefined) return;
    let below = this.#below.get(parent);
    if (below === undefined) this.#below.set(parent, (below = new Set<string>()));
    below.add(object.Id);
  }

  drop(object: WireObject): void {
    const parent = refAt(object, "ParentRef");
    if (parent !== undefined) this.#below.get(parent)?.delete(object.Id);
  }

  of(id: string): Iterable<string> {
    return this.#below.get(id) ?? [];
  }
}

export class Balances {
  readonly #state: CompanyState;
  readonly customers = new Children();
  readonly accounts = new Children();

  constructor(state: CompanyState) {
    this.#state = state;
  }

  customerCents(id: string): number {
    return this.#state.books.nameCents("Customer", id);
  }

  /** Debit positive, in the account's own currency. */
  accountCents(id: string): number {
    const account = this.#state.chart.get(id);
    if (account === undefined || !account.active || !isBalanceSheet(account.classification)) return 0;
    // Retained Earnings is computed at year end and never shown on the account.
    if (account.subType === "RetainedEarnings") return 0;
    const sum = this.#state.books.account(id);
    return account.currency === this.#state.homeCurrency ? sum.home : sum.foreign;
  }

  /** The object with what the books say today; the same object when nothing moved. */
  shown(entity: string, object: WireObject): WireObject {
    switch (entity) {
      case "Customer": {
        const own = this.customerCents(object.Id);
        return changed(object, {
          Balance: fromCents(own),
          BalanceWithJobs: fromCents(this.#with(this.customers, object.Id, (id) => this.customerCents(id))),
        });
      }
      case "Vendor":
        return changed(object, { Balance: fromCents(-this.#state.books.nameCents("Vendor", object.Id)) });
      case "Account":
        return changed(object, {
          CurrentBalance: fromCents(this.accountCents(object.Id)),
          CurrentBalanceWithSubAccounts: fromCents(
            this.#with(this.accounts, object.Id, (id) => this.accountCents(id)),
          ),
        });
      case "Item":
        return textAt(object, "Type") === "Inventory"
          ? changed(object, { QtyOnHand: this.#state.books.stock.unitsOf(object.Id) })
          : object;
      default:
        return object;
    }
  }

  /** Stores the lists whose balances a write moved. Their parents show sums, so they move too. */
  refresh(moved: Moved): void {
    for (const id of moved.accounts) this.#refreshUp("Account", id);
    for (const key of moved.names) {
      const [entity = "", id = ""] = key.split("/");
      if (entity !== "Employee") this.#refreshUp(entity, id);
    }
    for (const id of moved.items) this.#refresh("Item", id);
  }

  #refreshUp(entity: string, id: string): void {
    const object = this.#refresh(entity, id);
    const parent = object === undefined ? undefined : refAt(object, "ParentRef");
    if (parent !== undefined) this.#refreshUp(entity, parent);
  }

  #refresh(entity: string, id: string): WireObject | undefined {
    const table = this.#state.table(entity);
    const object = table.get(id);
    if (object === undefined) return undefined;
    const shown = this.shown(entity, object);
    if (shown === object) return object;
    const nowMs = this.#state.nowMs();
    table.put({ ...shown, MetaData: { ...shown.MetaData, LastUpdatedTime: wireTime(nowMs) } }, nowMs);
    return shown;
  }

  #with(children: Children, id: string, cents: (id: string) => number): number {
    let sum = cents(id);
    for (const child of children.of(id)) sum += this.#with(children, child, cents);
    return sum;
  }
}

function changed(object: WireObject, now: Readonly<Record<string, number>>): WireObject {
  for (const [key, value] of Object.entries(now)) if (object[key] !== value) return { ...object, ...now };
  return object;
}
