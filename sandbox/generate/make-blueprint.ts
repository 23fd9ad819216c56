import { pacificInstant } from "../company/wire-time.ts";
import type { Refs } from "../company/refs.ts";
import { generateAccounts } from "./account-objects.ts";
import type { Blueprint, ListRow } from "./blueprint.ts";
import { coreAccounts } from "./chart-of-accounts.ts";
import { factsOfCountry } from "./countries.ts";
import { generateItems } from "./items.ts";
import { listTimes } from "./list-times.ts";
import { generateNames, type NameCounts } from "./names.ts";
import type { Profile } from "./profile.ts";
import { generateSettings } from "./settings.ts";
import { generateSmallLists } from "./small-lists.ts";

export interface ListCounts extends NameCounts {
  readonly items: number;
}

const within = (low: number, value: number, high: number): number =>
  Math.max(low, Math.min(high, Math.round(value)));

/** How long the lists of a company with so many records are: a larger share of a small company. */
export const listCountsFor = (records: number): ListCounts => ({
  customers: within(40, records * 0.02, 30_000),
  vendors: within(26, records * 0.004, 4_000),
  employees: within(8, records * 0.0005, 300),
  items: within(20, records * 0.003, 3_000),
});

const years = 3;

/** Everything about a company but its transactions. */
export function makeBlueprint(
  seed: number,
  profile: Profile,
  companyName: string,
  counts: ListCounts,
  endDay: number,
  refs: Refs,
): { readonly blueprint: Blueprint; readonly rows: readonly ListRow[] } {
  const startDay = endDay - Math.round(years * 365.25);
  const endMs = pacificInstant(endDay, 0);
  const times = listTimes(seed, startDay, endMs);
  const country = factsOfCountry(profile.country);
  const common = coreAccounts.map((account) => ({ ...account, ...country.accounts[account.id] }));
  const accounts = [...common, ...profile.accounts];
  const foundedMs = times.created(0, 0, 1);
  const accountRows = generateAccounts(accounts, country.homeCurrency, times, refs);
  const small = generateSmallLists(profile, foundedMs, startDay, refs);
  const names = generateNames(seed, profile, counts, times, refs);
  const { rows: itemRows, items } = generateItems(profile, small.vat, counts.items, startDay, times, refs);
  const sold = items.flatMap((item, position) => (item.type === "Category" ? [] : [position]));
  const blueprint: Blueprint = {
    seed,
    profile,
    homeCurrency: country.homeCurrency,
    startDay,
    endDay,
    endMs,
    refs,
    accounts,
    customers: names.customers,
    vendors: names.vendors,
    employees: names.employees,
    items,
    soldItems: sold,
    boughtItems: items.flatMap((item, position) => (item.type === "Inventory" ? [position] : [])),
    taxCodes: small.taxCodes,
    vat: small.vat,
    terms: small.terms,
    paymentMethods: small.paymentMethods,
    classes: small.classes,
    departments: small.departments,
  };
  const settings = generateSettings(profile, companyName, foundedMs, startDay);
  return { blueprint, rows: [...settings, ...accountRows, ...small.rows, ...names.rows, ...itemRows] };
}
