// The general ledger of a company: what each transaction posts, and the balances that follow. The
// base is added up once; from then on a write takes away what its transaction posted and adds what it
// posts now.

import { emptyBase, type BaseLedger } from "./base-ledger.ts";
import type { Movement } from "./stock.ts";
import { Stock } from "./stock.ts";
import { transactionKey, type Posting } from "./posting.ts";

export interface AccountSum {
  home: number;
  foreign: number;
}

/** A sum that also knows when the base last moved it, in epoch ms. */
interface MovedSum extends AccountSum {
  movedMs: number;
}

interface NameSum {
  cents: number;
  movedMs: number;
}

export interface PostedTransaction {
  readonly entity: string;
  readonly id: string;
  /** YYYY-MM-DD */
  readonly on: string;
  readonly postings: readonly Posting[];
}

/** What a write moved; the lists show it as a changed balance. */
export interface Moved {
  readonly accounts: Set<string>;
  readonly names: Set<string>;
  readonly items: Set<string>;
  /** Other transactions whose cost of goods is another than before, by first in, first out. */
  readonly recosted: Set<string>;
}

export type IsControlAccount = (accountId: string) => boolean;

export class Books {
  readonly stock: Stock;
  readonly #accounts = new Map<string, MovedSum>();
  readonly #names = new Map<string, NameSum>();
  readonly #posted = new Map<string, PostedTransaction>();
  readonly #isControl: IsControlAccount;
  #base: BaseLedger = emptyBase;
  #replaced = new Uint8Array(0);
  #changedAccounts = new Set<string>();
  #recosted = new Set<string>();

  /** @param isControl true for receivable and payable accounts, whose postings make a name's balance. */
  constructor(isControl: IsControlAccount) {
    this.#isControl = isControl;
    this.stock = new Stock(
      (accountId, cents) => {
        const sum = this.#sumOf(accountId);
        sum.home += cents;
        sum.foreign += cents;
        this.#changedAccounts.add(accountId);
      },
      (where) =>
        void this.#recosted.add(
          typeof where === "string"
            ? where
            : transactionKey(this.#base.entityAt(where), this.#base.idAt(where)),
        ),
    );
  }

  /** Puts the base below what has been written, and adds it up. */
  load(base: BaseLedger): void {
    this.#base = base;
    this.#replaced = new Uint8Array(base.length);
    for (let row = 0; row < base.length; row++) this.#apply(base.postingsAt(row), 1, base.updatedMsAt(row));
  }

  /** Replaces what a transaction posts and moves; `undefined` when it is gone. */
  replace(
    entity: string,
    id: string,
    now: PostedTransaction | undefined,
    movements: readonly Movement[],
  ): Moved {
    const key = transactionKey(entity, id);
    const moved: Moved = {
      accounts: new Set(),
      names: new Set(),
      items: new Set(),
      recosted: new Set(),
    };
    this.#changedAccounts = moved.accounts;
    this.#recosted = moved.recosted;
    const row = this.#base.rowOf(entity, id);
    const before = this.postingsOf(entity, id);
    this.#note(moved, before);
    this.#apply(before, -1);
    if (row >= 0 && this.#replaced[row] === 0) {
      this.#replaced[row] = 1;
      for (const itemId of this.stock.itemsOfRow(row)) moved.items.add(itemId);
      this.stock.hideRow(row);
    }
    if (now === undefined) this.#posted.delete(key);
    else {
      this.#posted.set(key, now);
      this.#note(moved, now.postings);
      this.#apply(now.postings, 1);
    }
    for (const itemId of this.stock.replace(key, movements)) moved.items.add(itemId);
    moved.recosted.delete(key);
    return moved;
  }

  /** What a transaction posts by its own document; the cost of goods comes on top. */
  postingsOf(entity: string, id: string): readonly Posting[] {
    const written = this.#posted.get(transactionKey(entity, id));
    if (written !== undefined) return written.postings;
    const row = this.#base.rowOf(entity, id);
    return row >= 0 && this.#replaced[row] === 0 ? this.#base.postingsAt(row) : [];
  }

  account(accountId: string): AccountSum {
    return this.#accounts.get(accountId) ?? { home: 0, foreign: 0 };
  }

  /** Debit-positive sum of a name's receivable and payable postings, in its own currency. */
  nameCents(entity: string, id: string): number {
    return this.#names.get(transactionKey(entity, id))?.cents ?? 0;
  }

  /** When the base last moved an account or a name; 0 when it never did. */
  lastMovedMs(entity: string, id: string): number {
    return (
      (entity === "Account" ? this.#accounts.get(id) : this.#names.get(transactionKey(entity, id)))
        ?.movedMs ?? 0
    );
  }

  /** A merged name or account: the winner takes over what was posted to the loser. */
  redirect(field: "accountId" | "nameId", loserId: string, winnerId: string): void {
    for (const [key, transaction] of this.#posted) {
      if (!transaction.postings.some((posting) => posting[field] === loserId)) continue;
      const postings = transaction.postings.map((posting) =>
        posting[field] === loserId ? { ...posting, [field]: winnerId } : posting,
      );
      this.#posted.set(key, { ...transaction, postings });
    }
  }

  moveAccount(loserId: string, winnerId: string): void {
    const loser = this.#accounts.get(loserId);
    if (loser === undefined) return;
    const winner = this.#sumOf(winnerId);
    winner.home += loser.home;
    winner.foreign += loser.foreign;
    this.#accounts.delete(loserId);
  }

  moveName(entity: string, loserId: string, winnerId: string): void {
    const loser = transactionKey(entity, loserId);
    const winner = transactionKey(entity, winnerId);
    this.#nameSumOf(winner).cents += this.#names.get(loser)?.cents ?? 0;
    this.#names.delete(loser);
  }

  /**
   * Every transaction that posts, cost of goods and opening stock included.
   * @param wants told the day; what it does not want costs next to nothing.
   */
  *transactions(wants: (on: string) => boolean = () => true): Generator<PostedTransaction> {
    for (let row = 0; row < this.#base.length; row++) {
      if (this.#replaced[row] !== 0 || !wants(this.#base.dateAt(row))) continue;
      const own = this.#base.postingsAt(row);
      const costs = this.stock.baseCostPostings(row);
      if (own.length === 0 && costs.length === 0) continue;
      yield {
        entity: this.#base.entityAt(row),
        id: this.#base.idAt(row),
        on: this.#base.dateAt(row),
        postings: costs.length === 0 ? own : [...own, ...costs],
      };
    }
    for (const [key, transaction] of this.#posted) {
      if (!wants(transaction.on)) continue;
      const costs = this.stock.costPostings(key);
      if (transaction.postings.length === 0 && costs.length === 0) continue;
      yield costs.length === 0
        ? transaction
        : { ...transaction, postings: [...transaction.postings, ...costs] };
    }
  }

  #apply(postings: readonly Posting[], sign: 1 | -1, movedMs = 0): void {
    for (const posting of postings) {
      const sum = this.#sumOf(posting.accountId);
      sum.home += sign * posting.cents;
      sum.foreign += sign * posting.foreignCents;
      if (
        posting.nameEntity !== undefined &&
        posting.nameId !== undefined &&
        this.#isControl(posting.accountId)
      ) {
        const name = this.#nameSumOf(transactionKey(posting.nameEntity, posting.nameId));
        name.cents += sign * posting.foreignCents;
        if (movedMs > name.movedMs) name.movedMs = movedMs;
      }
    }
  }

  #note(moved: Moved, postings: readonly Posting[]): void {
    for (const posting of postings) {
      moved.accounts.add(posting.accountId);
      if (
        posting.nameEntity !== undefined &&
        posting.nameId !== undefined &&
        this.#isControl(posting.accountId)
      )
        moved.names.add(transactionKey(posting.nameEntity, posting.nameId));
    }
  }

  #sumOf(accountId: string): MovedSum {
    let sum = this.#accounts.get(accountId);
    if (sum === undefined) this.#accounts.set(accountId, (sum = { home: 0, foreign: 0, movedMs: 0 }));
    return sum;
  }

  #nameSumOf(key: string): NameSum {
    let sum = this.#names.get(key);
    if (sum === undefined) this.#names.set(key, (sum = { cents: 0, movedMs: 0 }));
    return sum;
  }
}
