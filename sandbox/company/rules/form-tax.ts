// The tax of a form, however it was come by.

import { isFields, listAt, type Fields } from "../wire-fields.ts";
import type { Draft } from "./draft.ts";
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

/**
 * The tax that the body states by rate, where it is believed. Sent back beside changed lines the old tax
 * stays, as public threads report; by the other habit it is computed anew.
 */
export function statedTaxLines(draft: Draft): readonly Fields[] {
  if (!draft.sent.has("TxnTaxDetail")) return [];
  const given = draft.fields["TxnTaxDetail"];
  const stated = isFields(given) ? listAt(given, "TaxLine") : [];
  const isUpdateOfLines = draft.before !== undefined && draft.sent.has("Line");
  return isUpdateOfLines && draft.state.habits.taxDetailOnLineChange === "recompute" ? [] : stated;
}
