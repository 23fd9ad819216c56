// Tax agencies, rates and codes of a United States company.

import type { WireObject } from "../company/company.ts";
import { pseudoTaxCodes } from "../company/pseudo-tax-codes.ts";
import type { Refs } from "../company/refs.ts";
import type { TaxCodeFacts } from "./blueprint.ts";
import { accountIds } from "./chart-of-accounts.ts";

/** Which account each agency is owed in, by the agency's id. */
export const taxAccountsOf: readonly (readonly [agencyId: string, accountId: string])[] = [
  ["1", accountIds.firstTaxPayable],
  ["2", accountIds.secondTaxPayable],
];

export type Add = (entity: string, id: string, own: Record<string, unknown>) => WireObject;

/** Two agencies, and one code (Border) whose rates belong to both, so that a single invoice can owe the two. */
export function generateTax(add: Add, refs: Refs): TaxCodeFacts[] {
  const agencies = [
    ["Arizona Dept. of Revenue", accountIds.firstTaxPayable],
    ["Board of Equalization", accountIds.secondTaxPayable],
  ] as const;
  for (const [index, [name]] of agencies.entries()) {
    refs.name("TaxAgency", String(index + 1), name);
    add("TaxAgency", String(index + 1), {
      DisplayName: name,
      TaxTrackedOnPurchases: false,
      TaxTrackedOnSales: true,
      TaxRegistrationNumber: `${index + 1}0-4477${index}`,
    });
  }
  const rates = (
    [
      ["AZ State tax", 7.1, 0],
      ["Tucson City", 2, 0],
      ["California", 8, 1],
      ["Border surcharge", 1.25, 1],
    ] as const
  ).map(([name, percent, agency], index) => {
    const ref = refs.name("TaxRate", String(index + 1), name);
    add("TaxRate", String(index + 1), {
      Name: name,
      Description: name,
      Active: true,
      RateValue: percent,
      AgencyRef: { value: String(agency + 1) },
      SpecialTaxType: "NONE",
      EffectiveTaxRate: [{ RateValue: percent, EffectiveDate: "2010-01-01T00:00:00-08:00" }],
      DisplayType: "ReadOnly",
    });
    return { ref, percent, payableAccountId: agencies[agency][1] };
  });
  const codes = (
    [
      ["2", "California", [2]],
      ["3", "Tucson", [0, 1]],
      ["4", "Border", [0, 3]],
    ] as const
  ).map(([id, name, members]) => {
    add("TaxCode", id, {
      Name: name,
      Description: name,
      Active: true,
      Hidden: false,
      Taxable: true,
      TaxGroup: true,
      SalesTaxRateList: {
        TaxRateDetail: members.map((rate, order) => ({
          TaxRateRef: rates[rate]?.ref,
          TaxTypeApplicable: "TaxOnAmount",
          TaxOrder: order,
        })),
      },
      PurchaseTaxRateList: { TaxRateDetail: [] },
      TaxCodeConfigType: "USER_DEFINED",
    });
    return { ref: refs.name("TaxCode", id, name), rates: members.flatMap((rate) => rates[rate] ?? []) };
  });
  for (const { id, taxable } of pseudoTaxCodes) {
    refs.name("TaxCode", id, id);
    add("TaxCode", id, { Name: id, Description: id, Active: true, Taxable: taxable, TaxGroup: false });
  }
  return codes;
}
