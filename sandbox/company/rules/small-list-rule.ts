// Completes the small lists: classes, locations, terms, methods, agencies, currencies, budgets.

import { currencyNames } from "#sandbox/generate/blueprint.ts";
import { faults } from "../fault.ts";
import { type Fields, listAt, numberAt, refAt, textAt } from "../wire-fields.ts";
import type { Draft } from "./draft.ts";
import { centsAt, dayAt, picked } from "./form-head.ts";
import { listName } from "./list-name.ts";
import { reject } from "./rejection.ts";

export function completeTree(draft: Draft): Record<string, unknown> {
  const made = listName(draft, 100);
  return {
    Name: made.shown,
    [draft.entity === "Class" ? "SubClass" : "SubDepartment"]: made.parentId !== undefined,
    ...(made.parentId === undefined
      ? {}
      : { ParentRef: draft.state.refs.find(draft.entity, made.parentId) ?? { value: made.parentId } }),
    FullyQualifiedName: made.fullName,
    Active: made.active,
  };
}

export function completeTerm(draft: Draft): Record<string, unknown> {
  const made = listName(draft, 31);
  const { fields } = draft;
  const byDate = numberAt(fields, "DayOfMonthDue") !== undefined;
  if (!byDate && numberAt(fields, "DueDays") === undefined) reject(faults.required("DueDays"));
  return {
    Name: made.shown,
    Active: made.active,
    Type: byDate ? "DATE_DRIVEN" : "STANDARD",
    DiscountPercent: numberAt(fields, "DiscountPercent") ?? 0,
    ...picked(fields, ["DueDays", "DiscountDays", "DayOfMonthDue", "DueNextMonthDays", "DiscountDayOfMonth"]),
  };
}

export function completePaymentMethod(draft: Draft): Record<string, unknown> {
  const made = listName(draft, 31);
  return { Name: made.shown, Active: made.active, Type: textAt(draft.fields, "Type") ?? "NON_CREDIT_CARD" };
}

export function completeTaxAgency(draft: Draft): Record<string, unknown> {
  const name = textAt(draft.fields, "DisplayName") ?? reject(faults.required("DisplayName"));
  return {
    DisplayName: name,
    TaxTrackedOnPurchases: draft.fields["TaxTrackedOnPurchases"] === true,
    TaxTrackedOnSales: draft.fields["TaxTrackedOnSales"] !== false,
    ...picked(draft.fields, ["TaxRegistrationNumber"]),
  };
}

export function completeCompanyCurrency(draft: Draft): Record<string, unknown> {
  const code = textAt(draft.fields, "Code") ?? reject(faults.required("Code"));
  if (!/^[A-Z]{3}$/.test(code)) reject(faults.invalidEnumeration("Code", code));
  return {
    Code: code,
    Name: currencyNames[code] ?? textAt(draft.fields, "Name") ?? code,
    Active: draft.fields["Active"] !== false,
  };
}

export function completeJournalCode(draft: Draft): Record<string, unknown> {
  const made = listName(draft, 20);
  return {
    Name: made.shown,
    Type: textAt(draft.fields, "Type") ?? "Others",
    ...picked(draft.fields, ["Description"]),
    Active: made.active,
  };
}

export function completeBudget(draft: Draft): Record<string, unknown> {
  const { fields } = draft;
  const details: readonly Fields[] = listAt(fields, "BudgetDetail");
  for (const detail of details) {
    centsAt(detail, "Amount");
    dayAt(detail, "BudgetDate");
    if (refAt(detail, "AccountRef") === undefined) reject(faults.required("AccountRef"));
  }
  for (const key of ["Name", "StartDate", "EndDate"])
    if (textAt(fields, key) === undefined) reject(faults.required(key));
  return {
    Name: textAt(fields, "Name"),
    StartDate: dayAt(fields, "StartDate"),
    EndDate: dayAt(fields, "EndDate"),
    BudgetType: textAt(fields, "BudgetType") ?? "ProfitAndLoss",
    BudgetEntryType: textAt(fields, "BudgetEntryType") ?? "Monthly",
    Active: fields["Active"] !== false,
    BudgetDetail: details,
  };
}

/**
 * The rate of a currency on a day, set by hand: the same day's is replaced. The home currency is always
 * worth one of itself and takes no rate.
 */
export function completeExchangeRate(draft: Draft): Record<string, unknown> {
  const { fields, state } = draft;
  const source = textAt(fields, "SourceCurrencyCode") ?? reject(faults.required("SourceCurrencyCode"));
  const day = dayAt(fields, "AsOfDate") ?? reject(faults.required("AsOfDate"));
  const rate = numberAt(fields, "Rate") ?? reject(faults.required("Rate"));
  if (!(rate > 0)) reject(faults.invalidNumber("Rate", String(rate)));
  const target = textAt(fields, "TargetCurrencyCode") ?? state.homeCurrency;
  if (source === state.homeCurrency || target !== state.homeCurrency)
    reject(faults.business("An exchange rate leads from another currency to the home currency."));
  return { SourceCurrencyCode: source, TargetCurrencyCode: target, Rate: rate, AsOfDate: day };
}
