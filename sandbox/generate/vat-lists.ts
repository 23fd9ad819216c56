// Agency, rates and codes of a company outside the United States: a code for each line, with a rate each way.

import type { Refs } from "../company/refs.ts";
import type { TaxRateFacts, VatCodeFacts, VatFacts } from "./blueprint.ts";
import { accountIds } from "./chart-of-accounts.ts";
import type { factsOfCountry } from "./countries.ts";
import type { Add } from "./tax-lists.ts";

type VatSeed = NonNullable<ReturnType<typeof factsOfCountry>["vat"]>;

export function generateVat(add: Add, refs: Refs, { agency, registration, codes }: VatSeed): VatFacts {
  refs.name("TaxAgency", "1", agency);
  add("TaxAgency", "1", {
    DisplayName: agency,
    TaxTrackedOnPurchases: true,
    TaxTrackedOnSales: true,
    TaxRegistrationNumber: registration,
  });
  let rates = 0;
  const rate = (name: string, percent: number): TaxRateFacts => {
    rates += 1;
    const id = String(rates);
    add("TaxRate", id, {
      Name: name,
      Description: name,
      Active: true,
      RateValue: percent,
      AgencyRef: { value: "1" },
      SpecialTaxType: percent === 0 ? "ZERO_RATE" : "NONE",
      EffectiveTaxRate: [{ RateValue: percent, EffectiveDate: "2011-01-04T00:00:00-08:00" }],
      DisplayType: "ReadOnly",
    });
    return { ref: refs.name("TaxRate", id, name), percent, payableAccountId: accountIds.firstTaxPayable };
  };
  const list = ({ ref }: TaxRateFacts) => ({
    TaxRateDetail: [{ TaxRateRef: ref, TaxTypeApplicable: "TaxOnAmount", TaxOrder: 0 }],
  });
  const code = (index: 0 | 1 | 2): VatCodeFacts => {
    const [name, percent] = codes[index];
    const id = String(index + 2);
    const sales = rate(`${name} (Sales)`, percent);
    const purchases = rate(`${name} (Purchases)`, percent);
    add("TaxCode", id, {
      Name: name,
      Description: name,
      Active: true,
      Hidden: false,
      Taxable: percent > 0,
      TaxGroup: true,
      SalesTaxRateList: list(sales),
      PurchaseTaxRateList: list(purchases),
      TaxCodeConfigType: "SYSTEM_GENERATED",
    });
    return { ref: refs.name("TaxCode", id, name), sales, purchases };
  };
  return { standard: code(0), reduced: code(1), exempt: code(2) };
}
