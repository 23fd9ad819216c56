/** The tax of a form, however it was come by. */
import type { Fields } from "../wire-fields.ts";
import { centsAt } from "./form-head.ts";

export interface FormTax {
  readonly detail: Fields;
  readonly cents: number;
}

/** A client that states the tax by rate is believed (override of the computed tax). */
export function keptTax(given: Fields, taxLines: readonly Fields[]): FormTax {
  let cents = 0;
  for (const line of taxLines) cents += centsAt(line, "Amount") ?? 0;
  return {
    detail: {
      ...(given["TxnTaxCodeRef"] === undefined ? {} : { TxnTaxCodeRef: given["TxnTaxCodeRef"] }),
      TotalTax: cents / 100,
      TaxLine: taxLines,
    },
    cents,
  };
}
