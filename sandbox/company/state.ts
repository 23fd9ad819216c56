// All that a company is while it is open: its tables, the names references show, its chart and its books.

import {
  usualHabits,
  type BooksHabits,
  type Company,
  type CompanyEvent,
  type EntityName,
  type SandboxClock,
  type WireObject,
} from "./company.ts";
import { Books } from "../ledger/books.ts";
import { Chart } from "./chart.ts";
import { entityCatalog, isKnownEntity, knownEntities, type KnownEntity } from "./entity-traits.ts";
import { EntityTable } from "./entity-table.ts";
import { compareIds } from "./id-order.ts";
import type { Refs } from "./refs.ts";
import { fieldsAt, textAt } from "./wire-fields.ts";
import { wholeSecond } from "./wire-time.ts";

export interface CompanyIdentity {
  readonly realmId: string;
  readonly name: string;
  readonly country: Company["country"];
  readonly multicurrency: boolean;
}

export const homeCurrencyOf = {
  US: "USD",
  CA: "CAD",
  GB: "GBP",
  AU: "AUD",
  FR: "EUR",
} as const satisfies Record<Company["country"], string>;

export class CompanyState {
  readonly identity: CompanyIdentity;
  readonly clock: SandboxClock;
  readonly refs: Refs;
  readonly chart = new Chart();
  readonly books: Books;
  /** Statement charges behind invoices that show but a subtotal, by invoice id; no endpoint returns them. */
  readonly hiddenCharges = new Map<string, { readonly accountId: string; readonly cents: number }>();
  /** What reports know of transactions that no endpoint returns, by entity and id. */
  readonly unlisted = new Map<string, WireObject>();
  /** The payable account of each tax agency, by agency id; no object tells it. */
  readonly taxAccounts = new Map<string, string>();
  readonly #tables = new Map<string, EntityTable>();
  #lastAddressId = 100_000;
  #momentMs: number | undefined;
  #leftOut: ReadonlySet<EntityName> = new Set();
  readonly #habits: () => BooksHabits;
  readonly #lastIds = new Map<string, string>();
  readonly #listeners = new Set<(event: CompanyEvent) => void>();

  constructor(
    identity: CompanyIdentity,
    clock: SandboxClock,
    refs: Refs,
    habits: () => BooksHabits = () => usualHabits,
  ) {
    this.#habits = habits;
    this.identity = identity;
    this.clock = clock;
    this.refs = refs;
    this.books = new Books((accountId) => this.chart.isControl(accountId));
    for (const entity of knownEntities) this.#tables.set(entity, new EntityTable(entity));
  }

  get habits(): BooksHabits {
    return this.#habits();
  }

  get homeCurrency(): string {
    return homeCurrencyOf[this.identity.country];
  }

  nowMs(): number {
    return this.#momentMs ?? wholeSecond(this.clock.now());
  }

  /** Does work at one moment: all that a write touches bears the same time, even if a second passes meanwhile. */
  atOnce<T>(work: () => T): T {
    if (this.#momentMs !== undefined) return work();
    this.#momentMs = wholeSecond(this.clock.now());
    try {
      return work();
    } finally {
      this.#momentMs = undefined;
    }
  }

  offers(entity: EntityName): entity is KnownEntity {
    if (!isKnownEntity(entity) || this.#leftOut.has(entity)) return false;
    const only = "only" in entityCatalog[entity] ? entityCatalog[entity].only : undefined;
    if (only === undefined) return true;
    return only === "multicurrency" ? this.identity.multicurrency : only.includes(this.identity.country);
  }

  leaveOut(entities: readonly EntityName[]): void {
    this.#leftOut = new Set(entities);
  }

  table(entity: EntityName): EntityTable {
    const table = this.#tables.get(entity);
    if (table === undefined) throw new RangeError(`No table of ${entity}`);
    return table;
  }

  installTable(table: EntityTable): void {
    this.#tables.set(table.entity, table);
  }

  read(entity: EntityName, id: string): WireObject | undefined {
    return this.#tables.get(entity)?.get(id);
  }

  /** The next id of an entity's space; ids are never used twice. */
  nextId(entity: KnownEntity): string {
    const space = this.#spaceOf(entity);
    const last =
      this.#lastIds.get(space) ?? (entityCatalog[entity].idSpace === "long" ? "5000000000000360000" : "0");
    const next = String(BigInt(last) + 1n);
    this.#lastIds.set(space, next);
    return next;
  }

  /** Tells the counter of an id that is taken. */
  noteId(entity: KnownEntity, id: string): void {
    const space = this.#spaceOf(entity);
    const last = this.#lastIds.get(space);
    if (last === undefined || compareIds(last, id) < 0) this.#lastIds.set(space, id);
  }

  /** Addresses are numbered on their own. */
  nextAddressId(): string {
    this.#lastAddressId += 1;
    return String(this.#lastAddressId);
  }

  /** Companies that number their forms themselves get no automatic numbers. */
  usesCustomNumbers(): boolean {
    return fieldsAt(this.read("Preferences", "1") ?? {}, "SalesFormsPrefs")?.["CustomTxnNumbers"] === true;
  }

  /** The last day of the closed books, where they are closed. */
  closedThrough(): string | undefined {
    return textAt(
      fieldsAt(this.read("Preferences", "1") ?? {}, "AccountingInfoPrefs") ?? {},
      "BookCloseDate",
    );
  }

  isUsedCurrency(code: string): boolean {
    if (!this.identity.multicurrency) return false;
    for (const currency of this.table("CompanyCurrency").scan({ order: "id" }))
      if (currency["Code"] === code) return true;
    return false;
  }

  onEvent(listener: (event: CompanyEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  emit(event: Omit<CompanyEvent, "realmId" | "atMs">): void {
    const whole = { ...event, realmId: this.identity.realmId, atMs: this.nowMs() };
    for (const listener of this.#listeners) listener(whole);
  }

  #spaceOf(entity: KnownEntity): string {
    const { idSpace } = entityCatalog[entity];
    return idSpace === "own" || idSpace === "long" ? entity : idSpace;
  }
}
