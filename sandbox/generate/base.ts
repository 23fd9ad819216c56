// What the makers of base rows share: the facts, the skeleton, and the ids and times of its rows.

import { scaleCents } from "../company/cents.ts";
import type { Ref } from "../company/refs.ts";
import { dayText, wireTime } from "../company/wire-time.ts";
import type { Blueprint, Party } from "./blueprint.ts";
import { currencyNames } from "./blueprint.ts";
import { accountIds } from "./chart-of-accounts.ts";
import { exchangeRateOn } from "./exchange-rates.ts";
import { flag, type Plan } from "./plan.ts";
import { mix } from "./random.ts";

/** Every seventeen rows three ids are skipped, as deletions long ago leave gaps at Intuit. */
const idStride = { rows: 17, ids: 20 } as const;

export interface Meta {
  readonly CreateTime: string;
  readonly LastUpdatedTime: string;
}

export class Base {
  readonly blueprint: Blueprint;
  readonly plan: Plan;
  readonly firstId: number;
  readonly #currencyRefs = new Map<string, Ref>();

  constructor(blueprint: Blueprint, plan: Plan, firstId: number) {
    this.blueprint = blueprint;
    this.plan = plan;
    this.firstId = firstId;
    for (const [value, name] of Object.entries(currencyNames)) this.#currencyRefs.set(value, { value, name });
  }

  idOf(row: number): string {
    return String(this.firstId + row + (idStride.ids - idStride.rows) * Math.floor(row / idStride.rows));
  }

  /** -1 for ids in a gap or outside. */
  rowOf(id: string): number {
    const offset = Number(id) - this.firstId;
    if (!Number.isInteger(offset) || offset < 0) return -1;
    const within = offset % idStride.ids;
    if (within >= idStride.rows) return -1;
    const row = Math.floor(offset / idStride.ids) * idStride.rows + within;
    return row < this.plan.length ? row : -1;
  }

  get nextId(): number {
    return Number(this.idOf(Math.max(0, this.plan.length))) + 1;
  }

  bits(row: number, salt: number): number {
    return mix(this.blueprint.seed ^ salt, row);
  }

  has(row: number, bit: keyof typeof flag): boolean {
    return ((this.plan.flags[row] ?? 0) & flag[bit]) !== 0;
  }

  meta(row: number): Meta {
    const created = this.plan.created[row] ?? 0;
    const updated = this.plan.updated[row] ?? 0;
    const CreateTime = wireTime(created * 1_000);
    return { CreateTime, LastUpdatedTime: updated === created ? CreateTime : wireTime(updated * 1_000) };
  }

  syncToken(row: number): string {
    return this.has(row, "edited") ? String(1 + (this.bits(row, 0x70) % 3)) : "0";
  }

  dayOf(row: number): number {
    return this.plan.day[row] ?? 0;
  }

  date(row: number): string {
    return dayText(this.dayOf(row));
  }

  totalCents(row: number): number {
    return this.plan.total[row] ?? 0;
  }

  balanceCents(row: number): number {
    return this.plan.balance[row] ?? 0;
  }

  /** The row that `link` names, or -1. */
  linked(row: number): number {
    return (this.plan.link[row] ?? 0) - 1;
  }

  customer(row: number): Party {
    return this.#party(this.blueprint.customers, row);
  }

  vendor(row: number): Party {
    return this.#party(this.blueprint.vendors, row);
  }

  employee(row: number): Party {
    return this.#party(this.blueprint.employees, row);
  }

  currencyRef(currency: string): Ref {
    return this.#currencyRefs.get(currency) ?? { value: currency, name: currency };
  }

  rate(row: number, currency: string): number {
    return exchangeRateOn(currency, this.dayOf(row), this.homeCurrency);
  }

  home(cents: number, rate: number): number {
    return rate === 1 ? cents : scaleCents(cents, rate);
  }

  get homeCurrency(): string {
    return this.blueprint.homeCurrency;
  }

  get severalCurrencies(): boolean {
    return this.blueprint.profile.currencies.length > 0;
  }

  account(id: string): Ref {
    return this.blueprint.refs.find("Account", id) ?? { value: id };
  }

  receivable(currency: string): Ref {
    return this.account(
      controlAccount("Accounts Receivable", accountIds.receivable, this.blueprint, currency),
    );
  }

  payable(currency: string): Ref {
    return this.account(controlAccount("Accounts Payable", accountIds.payable, this.blueprint, currency));
  }

  /** Where money in a currency is banked: the home account unless there is one in that currency. */
  bank(currency: string): Ref {
    if (currency === this.homeCurrency) return this.account(accountIds.checking);
    const own = this.blueprint.accounts.find(
      (account) => account.type === "Bank" && account.currency === currency,
    );
    return this.account(own?.id ?? accountIds.checking);
  }

  #party(parties: readonly Party[], row: number): Party {
    const party = parties[this.plan.party[row] ?? 0];
    if (party === undefined) throw new RangeError(`Row ${row} names nobody`);
    return party;
  }
}

const controlAccount = (type: string, home: string, blueprint: Blueprint, currency: string): string =>
  currency === blueprint.homeCurrency
    ? home
    : (blueprint.accounts.find((account) => account.type === type && account.currency === currency)?.id ??
      home);
