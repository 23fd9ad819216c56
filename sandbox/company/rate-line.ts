import type { Fields } from "./wire-fields.ts";

/** One line of a form's computed tax: what a rate takes of a net amount, both in cents. */
export const rateLine = (rateId: string, percent: number, cents: number, netCents: number): Fields => ({
  Amount: cents / 100,
  DetailType: "TaxLineDetail",
  TaxLineDetail: {
    TaxRateRef: { value: rateId },
    PercentBased: true,
    TaxPercent: percent,
    NetAmountTaxable: netCents / 100,
  },
});
