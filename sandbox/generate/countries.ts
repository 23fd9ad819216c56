// What a generated company's settings and lists owe to its country.

import type { AccountSeed } from "./chart-of-accounts.ts";
import { accountIds } from "./chart-of-accounts.ts";

export type GeneratedCountry = "US" | "GB" | "FR";

interface VatSeed {
  readonly agency: string;
  readonly registration: string;
  /** Name and percent: the usual rate, a lower one, and none. */
  readonly codes: readonly [standard: VatCodeSeed, reduced: VatCodeSeed, exempt: VatCodeSeed];
}
type VatCodeSeed = readonly [name: string, percent: number];

interface CountryFacts {
  readonly homeCurrency: string;
  readonly timeZone: string;
  readonly address: Readonly<Record<string, string>>;
  /** Accounts of the common chart that have another name and kind here. */
  readonly accounts: Readonly<Record<string, Pick<AccountSeed, "name" | "subType">>>;
  /** Undefined in the United States, where a form has one tax code and its lines say TAX or NON. */
  readonly vat: VatSeed | undefined;
  readonly journalCodes: readonly (readonly [name: string, type: string, description: string])[];
}

export const countries = {
  US: {
    homeCurrency: "USD",
    timeZone: "America/Los_Angeles",
    address: {
      Line1: "123 Sierra Way",
      City: "San Pablo",
      Country: "USA",
      CountrySubDivisionCode: "CA",
      PostalCode: "87999",
    },
    accounts: {},
    vat: undefined,
    journalCodes: [],
  },
  GB: {
    homeCurrency: "GBP",
    timeZone: "Europe/London",
    address: { Line1: "7 Bridle Lane", City: "Bath", Country: "United Kingdom", PostalCode: "BA1 2QQ" },
    accounts: {
      [accountIds.firstTaxPayable]: { name: "VAT Control", subType: "GlobalTaxPayable" },
      [accountIds.secondTaxPayable]: { name: "VAT Suspense", subType: "GlobalTaxSuspense" },
    },
    vat: {
      agency: "HM Revenue & Customs (VAT)",
      registration: "GB 123 4567 82",
      codes: [
        ["20.0% S", 20],
        ["5.0% R", 5],
        ["Exempt", 0],
      ],
    },
    journalCodes: [],
  },
  FR: {
    homeCurrency: "EUR",
    timeZone: "Europe/Paris",
    address: { Line1: "14 rue des Écluses", City: "Nantes", Country: "France", PostalCode: "44000" },
    accounts: {
      [accountIds.firstTaxPayable]: { name: "TVA à décaisser", subType: "GlobalTaxPayable" },
      [accountIds.secondTaxPayable]: { name: "TVA en attente", subType: "GlobalTaxSuspense" },
    },
    vat: {
      agency: "Direction générale des Finances publiques",
      registration: "FR 32 123456789",
      codes: [
        ["20,0 % TVA", 20],
        ["5,5 % TVA", 5.5],
        ["Exonéré", 0],
      ],
    },
    journalCodes: [
      ["VT", "Sales", "Ventes"],
      ["AC", "Expenses", "Achats"],
      ["BQ", "Bank", "Banque"],
      ["CA", "Cash", "Caisse"],
      ["SA", "Wages", "Salaires"],
      ["AN", "Nouveaux", "À-nouveaux"],
      ["OD", "Others", "Opérations diverses"],
    ],
  },
} as const satisfies Record<GeneratedCountry, CountryFacts>;

export const factsOfCountry = (country: GeneratedCountry): CountryFacts => countries[country];
