// Carries a completed change into the tables, the links, the books and the balances, in that order.

import { toCents } from "./cents.ts";
import type { Balances } from "./balances.ts";
import type { WireObject } from "./company.ts";
import type { KnownEntity } from "./entity-traits.ts";
import { Links } from "./links.ts";
import { postingContextOf } from "./posting-context.ts";
import type { ReimburseCharges } from "./reimburse-charges.ts";
import type { CompanyState } from "./state.ts";
import { numberAt, refAt, textAt } from "./wire-fields.ts";
import { isPosting, postDocument } from "../ledger/post-document.ts";
import type { Moved } from "../ledger/books.ts";
import type { PostingContext } from "../ledger/posting-context.ts";

/** Documents that payments settle. */
const settled = new Set(["Invoice", "CreditMemo", "Bill", "VendorCredit"]);

export class Commit {
  readonly #state: CompanyState;
  readonly #balances: Balances;
  readonly #context: PostingContext;
  readonly #charges: ReimburseCharges;
  readonly links: Links;
  #lastRecosted: ReadonlySet<string> = new Set();

  constructor(state: CompanyState, balances: Balances, charges: (links: Links) => ReimburseCharges) {
    this.#state = state;
    this.#balances = balances;
    this.#context = postingContextOf(state);
    this.links = new Links(state);
    this.#charges = charges(this.links);
  }

  /** Whose cost of goods the last posting changed besides its own, as entity and id. */
  get lastRecosted(): ReadonlySet<string> {
    return this.#lastRecosted;
  }

  save(entity: KnownEntity, before: WireObject | undefined, object: WireObject): WireObject {
    if (before !== undefined) this.links.unlink(entity, before);
    this.#state.table(entity).put(object, this.#state.nowMs());
    this.links.link(entity, object);
    if (settled.has(entity) && before !== undefined) this.#fitSettlements(entity, before, object);
    this.#post(entity, object);
    if (entity === "Bill" || entity === "Purchase") this.#charges.follow(entity, object);
    return this.#state.read(entity, object.Id) ?? object;
  }

  delete(entity: KnownEntity, object: WireObject): void {
    const freed = settled.has(entity) ? this.links.release(entity, object, 0) : [];
    this.links.unlink(entity, object);
    this.#state.table(entity).delete(object.Id, this.#state.nowMs());
    for (const settler of freed) this.#post(settler.entity, settler.object);
    if (isPosting(entity)) this.#refresh(this.#state.books.replace(entity, object.Id, undefined, []));
    if (entity === "Bill" || entity === "Purchase") this.#charges.forget(object.Id);
  }

  /** The voided object has been made; what settled the old one is set free first. */
  void(entity: KnownEntity, before: WireObject, object: WireObject): WireObject {
    const freed = settled.has(entity) ? this.links.release(entity, before, 0) : [];
    this.links.unlink(entity, before);
    this.#state.table(entity).put(object, this.#state.nowMs());
    for (const settler of freed) this.#post(settler.entity, settler.object);
    this.#post(entity, object);
    return object;
  }

  /** Posts a transaction anew, for a change that came from elsewhere. */
  repost(entity: KnownEntity, id: string): void {
    const object = this.#state.read(entity, id);
    if (object !== undefined) this.#post(entity, object);
  }

  #post(entity: KnownEntity, object: WireObject): void {
    if (!isPosting(entity)) return;
    const { postings, movements } = postDocument(entity, object, this.#context);
    const on = textAt(object, "TxnDate") ?? textAt(object, "PaymentDate") ?? "";
    this.#refresh(
      this.#state.books.replace(entity, object.Id, { entity, id: object.Id, on, postings }, movements),
    );
  }

  #refresh(moved: Moved): void {
    this.#balances.refresh(moved);
    this.#lastRecosted = moved.recosted;
    if (!this.#state.habits.recostMovesTime) return;
    for (const key of moved.recosted) {
      const [entity = "", id = ""] = key.split("/");
      const object = this.#state.offers(entity) ? this.#state.read(entity, id) : undefined;
      if (object !== undefined) this.links.derive(entity, object, {});
    }
  }

  /** A document made smaller than what was paid on it frees the rest; at another rate its payments gain or lose anew. */
  #fitSettlements(entity: KnownEntity, before: WireObject, object: WireObject): void {
    if (this.links.settlersOf(before).length === 0) return;
    const total = toCents(numberAt(object, "TotalAmt") ?? 0) - toCents(numberAt(object, "Deposit") ?? 0);
    const open = toCents(numberAt(object, "Balance") ?? 0);
    const freed = this.links.release(entity, object, total - open);
    const foreign = refAt(object, "CurrencyRef") !== this.#state.homeCurrency;
    for (const settler of foreign ? this.links.settlersOf(object) : freed)
      this.#post(settler.entity, settler.object);
  }
}
