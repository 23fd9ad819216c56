// Tax outside the United States: each line names a tax code, and GlobalTaxCalculation says whether the
// form's amounts come before tax, hold it, or have none. Source: "Manage sales tax for non-US locales".

import { roundHalfUp } from "../cents.ts";
import { faults } from "../fault.ts";
import type { CompanyState } from "../state.ts";
import { fieldsAt, listAt, numberAt, refAt, textAt, type Fields } from "../wire-fields.ts";
import { rateLine } from "../rate-line.ts";
import type { Draft } from "./draft.ts";
import { centsAt, picked } from "./form-head.ts";
import { keptTax, statedTaxLines, type FormTax } from "./form-tax.ts";
import { reject } from "./rejection.ts";

type Calculation = "TaxExcluded" | "TaxInclusive" | "NotApplicable";
type Side = "sales" | "purchases";

const calculations = new Set<string>(["TaxExcluded", "TaxInclusive", "NotApplicable"]);
const isCalculation = (text: string): text is Calculation => calculations.has(text);

/** Undefined in the United States, where forms have no such member. */
export function taxCalculation(draft: Draft): Calculation | undefined {
  if (draft.state.identity.country === "US") return undefined;
  const given = textAt(draft.fields, "GlobalTaxCalculation") ?? "TaxExcluded";
  return isCalculation(given) ? given : reject(faults.invalidEnumeration("GlobalTaxCalculation", given));
}

export interface VatLine {
  /** Undefined where no tax applies. */
  readonly codeId: string | undefined;
  /** Before tax: what Intuit shows as the line's Amount. */
  readonly netCents: number;
  /** The tax that the line's amount held; undefined when it is added on top. */
  readonly heldCents: number | undefined;
  /** Members of the line's detail. */
  readonly detail: Fields;
}

/** A line's amount and code as Intuit stores them: net, with what it was including tax beside it. */
export function vatLine(
  draft: Draft,
  calculation: Calculation,
  side: Side,
  given: Fields,
  cents: number,
): VatLine {
  const { TaxInclusiveAmt: _gross, TaxCodeRef: _code, ...rest } = given;
  if (calculation === "NotApplicable") {
    return { codeId: undefined, netCents: cents, heldCents: undefined, detail: rest };
  }
  const codeId = refAt(given, "TaxCodeRef") ?? reject(faults.lineNeedsTaxRate());
  const percent = ratesOf(draft.state, codeId, side).reduce((sum, rate) => sum + rate.percent, 0);
  const TaxCodeRef = { value: codeId };
  if (calculation === "TaxExcluded") {
    return { codeId, netCents: cents, heldCents: undefined, detail: { ...rest, TaxCodeRef } };
  }
  const grossCents = centsAt(given, "TaxInclusiveAmt") ?? cents;
  const netCents = roundHalfUp((grossCents * 100) / (100 + percent));
  const quantity = numberAt(given, "Qty");
  const price =
    quantity === undefined || quantity === 0
      ? {}
      : { UnitPrice: Math.round((netCents / quantity) * 100_000) / 10_000_000 };
  return {
    codeId,
    netCents,
    heldCents: grossCents - netCents,
    detail: { ...rest, ...price, TaxInclusiveAmt: grossCents / 100, TaxCodeRef },
  };
}

interface Rate {
  readonly id: string;
  readonly percent: number;
}

function ratesOf(state: CompanyState, codeId: string, side: Side): readonly Rate[] {
  const code = state.read("TaxCode", codeId);
  const list = fieldsAt(code ?? {}, side === "sales" ? "SalesTaxRateList" : "PurchaseTaxRateList");
  return listAt(list ?? {}, "TaxRateDetail").flatMap((entry) => {
    const id = refAt(entry, "TaxRateRef");
    const percent = numberAt(state.read("TaxRate", id ?? "") ?? {}, "RateValue");
    return id === undefined || percent === undefined ? [] : [{ id, percent }];
  });
}

/**
 * The form's tax by rate, those of nothing included. What the amounts held is what they hold to the cent;
 * what is added is rounded once per rate. `keptShare`: of the amounts, what a discount before tax leaves.
 */
export function formVat(draft: Draft, lines: readonly VatLine[], side: Side, keptShare = 1): FormTax {
  const given = fieldsAt(draft.fields, "TxnTaxDetail") ?? {};
  const overridden = statedTaxLines(draft);
  if (overridden.length > 0) return keptTax(given, overridden);
  const byCode = Map.groupBy(
    lines.filter((line) => line.codeId !== undefined),
    (line) => line.codeId ?? "",
  );
  let totalCents = 0;
  const taxLines: Fields[] = [];
  for (const [codeId, ofCode] of byCode) {
    const rates = ratesOf(draft.state, codeId, side);
    const netCents = roundHalfUp(ofCode.reduce((sum, line) => sum + line.netCents, 0) * keptShare);
    const held = ofCode.every((line) => line.heldCents !== undefined) && keptShare === 1;
    const heldCents = ofCode.reduce((sum, line) => sum + (line.heldCents ?? 0), 0);
    for (const { id, percent } of rates) {
      const cents = held && rates.length === 1 ? heldCents : roundHalfUp((netCents * percent) / 100);
      totalCents += cents;
      taxLines.push(rateLine(id, percent, cents, netCents));
    }
  }
  const detail = taxLines.length === 0 ? {} : { TaxLine: taxLines };
  return { detail: { TotalTax: totalCents / 100, ...detail }, cents: totalCents };
}

/** The tax code that an item brings along where a line is made from it. */
export const itemTaxCode = (item: Fields | undefined): Fields => {
  const code = picked(item ?? {}, ["SalesTaxCodeRef"])["SalesTaxCodeRef"];
  return code === undefined ? {} : { TaxCodeRef: code };
};
