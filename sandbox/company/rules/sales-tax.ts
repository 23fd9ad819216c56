// Sales tax of a United States company: lines are TAX or NON, the form names one tax code, and each
// of the code's rates makes a tax line that is owed to that rate's agency.

import { roundHalfUp } from "../cents.ts";
import { fieldsAt, listAt, numberAt, refAt, type Fields } from "../wire-fields.ts";
import { rateLine } from "../rate-line.ts";
import type { Draft } from "./draft.ts";
import { centsAt } from "./form-head.ts";
import { keptTax, statedTaxLines, type FormTax } from "./form-tax.ts";
import type { SalesLines } from "./sales-lines.ts";

/** What is taxed: the taxable lines, less their share of the discount where the form says so. */
function taxedBase(draft: Draft, lines: SalesLines): number {
  if (draft.fields["ApplyTaxAfterDiscount"] !== true || lines.subtotalCents === 0) return lines.taxableCents;
  return lines.taxableCents - roundHalfUp((lines.discountCents * lines.taxableCents) / lines.subtotalCents);
}

/** The code that the form names, else the customer's, else the company's. */
function codeFor(draft: Draft, customer: Fields | undefined): string | undefined {
  const given = fieldsAt(draft.fields, "TxnTaxDetail");
  const preferences = fieldsAt(draft.state.read("Preferences", "1") ?? {}, "TaxPrefs");
  return (
    (given === undefined ? undefined : refAt(given, "TxnTaxCodeRef")) ??
    (customer === undefined ? undefined : refAt(customer, "DefaultTaxCodeRef")) ??
    (preferences === undefined ? undefined : refAt(preferences, "TaxGroupCodeRef"))
  );
}

/** Rounded once on the sum; or, by the other habit, line by line where no discount comes between. */
function taxOf(draft: Draft, lines: SalesLines, base: number, percent: number): number {
  const taxed = (cents: number): number => roundHalfUp((cents * percent) / 100);
  return draft.state.habits.salesTaxRounding === "line" && base === lines.taxableCents
    ? lines.taxableLines.reduce((sum, cents) => sum + taxed(cents), 0)
    : taxed(base);
}

export function formTax(draft: Draft, lines: SalesLines, customer: Fields | undefined): FormTax {
  const given = fieldsAt(draft.fields, "TxnTaxDetail") ?? {};
  const sent = draft.sent.has("TxnTaxDetail");
  const overridden = statedTaxLines(draft);
  if (overridden.length > 0 && lines.taxableCents > 0) return keptTax(given, overridden);
  const base = taxedBase(draft, lines);
  const codeId = codeFor(draft, customer);
  if (base === 0 || codeId === undefined) {
    const total = sent ? (centsAt(given, "TotalTax") ?? 0) : 0;
    return { detail: { TotalTax: total / 100 }, cents: total };
  }
  const code = draft.state.read("TaxCode", codeId);
  const list = code === undefined ? undefined : fieldsAt(code, "SalesTaxRateList");
  let cents = 0;
  const taxLines: Fields[] = [];
  for (const entry of listAt(list ?? {}, "TaxRateDetail")) {
    const rateId = refAt(entry, "TaxRateRef");
    const percent = numberAt(draft.state.read("TaxRate", rateId ?? "") ?? {}, "RateValue");
    if (rateId === undefined || percent === undefined) continue;
    const amount = taxOf(draft, lines, base, percent);
    cents += amount;
    taxLines.push(rateLine(rateId, percent, amount, base));
  }
  return { detail: { TxnTaxCodeRef: { value: codeId }, TotalTax: cents / 100, TaxLine: taxLines }, cents };
}
