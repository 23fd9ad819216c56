// The facts of a generated company that its transactions draw on, by position, in compact form.

import type { WireObject } from "../company/company.ts";
import type { Ref, Refs } from "../company/refs.ts";
import type { AccountSeed } from "./chart-of-accounts.ts";
import type { ItemType, Profile } from "./profile.ts";

export interface Address {
  readonly Id: string;
  readonly Line1: string;
  readonly City: string;
  readonly CountrySubDivisionCode: string;
  readonly PostalCode: string;
}

/** A customer, vendor or employee as its transactions see it. */
export interface Party {
  readonly ref: Ref;
  readonly currency: string;
  readonly address: Address;
  readonly email?: string;
  /** Position in the tax codes; undefined when not taxable. */
  readonly taxCode?: number;
  /** Position in the terms. */
  readonly term: number;
  readonly isProject: boolean;
}

export interface ItemFacts {
  readonly ref: Ref;
  readonly type: ItemType;
  readonly description: string | undefined;
  readonly priceCents: number;
  readonly costCents: number;
  readonly income: Ref;
  readonly formerIncome: Ref | undefined;
  readonly expense: Ref | undefined;
  readonly asset: Ref | undefined;
  readonly taxable: boolean;
  /** Units on the shelf on the opening day. */
  readonly openingUnits: number;
  readonly members: readonly (readonly [item: number, quantity: number])[];
}

export interface TaxRateFacts {
  readonly ref: Ref;
  readonly percent: number;
  readonly payableAccountId: string;
}
export interface TaxCodeFacts {
  readonly ref: Ref;
  readonly rates: readonly TaxRateFacts[];
}

/** A tax code of a company outside the United States: its lines have one each. */
export interface VatCodeFacts {
  readonly ref: Ref;
  readonly sales: TaxRateFacts;
  readonly purchases: TaxRateFacts;
}
export interface VatFacts {
  readonly standard: VatCodeFacts;
  readonly reduced: VatCodeFacts;
  readonly exempt: VatCodeFacts;
}

/** One generated row of a list, before balances are known. */
export interface ListRow {
  readonly entity: string;
  readonly object: WireObject;
  readonly updatedMs: number;
}

export interface Blueprint {
  readonly seed: number;
  readonly profile: Profile;
  readonly homeCurrency: string;
  /** Pacific calendar days since 1970: the first day of business, and today. */
  readonly startDay: number;
  readonly endDay: number;
  /** No generated instant is later than this. */
  readonly endMs: number;
  readonly refs: Refs;
  readonly accounts: readonly AccountSeed[];
  readonly customers: readonly Party[];
  readonly vendors: readonly Party[];
  readonly employees: readonly Party[];
  readonly items: readonly ItemFacts[];
  /** Positions of the items that sales lines pick from, and that purchases buy. */
  readonly soldItems: readonly number[];
  readonly boughtItems: readonly number[];
  readonly taxCodes: readonly TaxCodeFacts[];
  /** Undefined in the United States. */
  readonly vat: VatFacts | undefined;
  readonly terms: readonly { readonly ref: Ref; readonly dueDays: number }[];
  readonly paymentMethods: readonly Ref[];
  readonly classes: readonly Ref[];
  readonly departments: readonly Ref[];
}

export const currencyNames: Readonly<Record<string, string>> = {
  USD: "United States Dollar",
  EUR: "Euro",
  GBP: "British Pound Sterling",
  CAD: "Canadian Dollar",
  AUD: "Australian Dollar",
  JPY: "Japanese Yen",
};
