// What every transaction has at its head: day, number, currency and rate.

import { exchangeRateOn } from "#sandbox/generate/exchange-rates.ts";
import { currencyNames } from "#sandbox/generate/blueprint.ts";
import { scaleCents, toCents } from "../cents.ts";
import { faults } from "../fault.ts";
import type { Ref } from "../refs.ts";
import { numberAt, refAt, textAt, type Fields } from "../wire-fields.ts";
import { epochDay, wireDay } from "../wire-time.ts";
import type { Draft } from "./draft.ts";
import { reject } from "./rejection.ts";

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** A calendar day that the body gives; zone suffixes that some clients send are cut off. */
export function dayAt(fields: Fields, key: string): string | undefined {
  const given = textAt(fields, key);
  if (given === undefined) return undefined;
  const day = given.slice(0, 10);
  if (!dayPattern.test(day) || Number.isNaN(epochDay(day))) reject(faults.invalidDate(key, given));
  return day;
}

/** TxnDate; without one it is today on the Pacific coast. */
export const transactionDay = (draft: Draft): string =>
  dayAt(draft.fields, "TxnDate") ?? wireDay(draft.nowMs);

export interface Money {
  readonly ref: Ref;
  readonly code: string;
  readonly rate: number;
  /** What a document with several currencies adds to its head; empty otherwise. */
  readonly head: Fields;
}

/** The currency of the party (fixed when it was created) and the day's rate unless the body gives one. */
export function moneyOf(draft: Draft, party: Fields | undefined, day: string): Money {
  const { state, fields, before } = draft;
  const own = party === undefined ? undefined : refAt(party, "CurrencyRef");
  const asked = refAt(fields, "CurrencyRef");
  const code = asked ?? own ?? state.homeCurrency;
  if (party !== undefined && own !== undefined && code !== own)
    reject(faults.business("The currency of the transaction differs from the currency of the name."));
  if (code !== state.homeCurrency && !state.identity.multicurrency)
    reject(faults.business(`The currency ${code} is not used by this company.`));
  const ref = { value: code, name: currencyNames[code] ?? code };
  const given =
    draft.sent.has("ExchangeRate") || (before !== undefined && textAt(before, "TxnDate") === day)
      ? numberAt(fields, "ExchangeRate")
      : undefined;
  const rate =
    code === state.homeCurrency ? 1 : (given ?? exchangeRateOn(code, epochDay(day), state.homeCurrency));
  if (!(rate > 0)) reject(faults.invalidNumber("ExchangeRate", String(rate)));
  return { ref, code, rate, head: state.identity.multicurrency ? { ExchangeRate: rate } : {} };
}

/** Amounts in home currency, which only a company with several currencies shows. */
export const homeAmount = (
  draft: Draft,
  key: "HomeTotalAmt" | "HomeBalance",
  cents: number,
  money: Money,
): Fields => (draft.state.identity.multicurrency ? { [key]: scaleCents(cents, money.rate) / 100 } : {});

export function tooLong(name: string, text: string | undefined, most: number): void {
  if (text !== undefined && text.length > most) reject(faults.tooLong(name, most, text.length));
}

/** An amount of money in cents; missing is undefined, nonsense is refused. */
export function centsAt(fields: Fields, key: string): number | undefined {
  if (fields[key] === undefined) return undefined;
  const amount = numberAt(fields, key);
  if (amount === undefined || Math.abs(amount) > 99_999_999_999)
    return reject(faults.invalidNumber(key, textAt(fields, key) ?? "null"));
  return toCents(amount);
}

/** The part of the head that all transactions share, in Intuit's order. */
export function commonHead(
  draft: Draft,
  day: string,
  money: Money,
  number?: string,
): Record<string, unknown> {
  const { fields } = draft;
  tooLong("DocNumber", textAt(fields, "DocNumber"), 21);
  tooLong("PrivateNote", textAt(fields, "PrivateNote"), 4_000);
  return {
    ...(number === undefined ? {} : { DocNumber: number }),
    TxnDate: day,
    ...picked(fields, ["DepartmentRef"]),
    CurrencyRef: money.ref,
    ...money.head,
    ...picked(fields, ["PrivateNote", "TransactionLocationType", "TxnSource", "RecurDataRef", "ProjectRef"]),
  };
}

/** The named members that are there. */
export function picked(fields: Fields, names: readonly string[]): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const name of names) if (fields[name] !== undefined) out[name] = fields[name];
  return out;
}

/** The party that a transaction names, or undefined when it names none. */
export const partyOf = (
  draft: Draft,
  key: "CustomerRef" | "VendorRef",
  entity: "Customer" | "Vendor",
): Fields | undefined => {
  const id = refAt(draft.fields, key);
  return id === undefined ? undefined : draft.state.read(entity, id);
};
