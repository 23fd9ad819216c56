// Completes accounts.

import { currencyNames } from "#sandbox/generate/blueprint.ts";
import { type AccountType, classificationOf, isAccountType } from "#sandbox/ledger/account-types.ts";
import { faults } from "../fault.ts";
import { refAt, textAt } from "../wire-fields.ts";
import type { Draft } from "./draft.ts";
import { picked } from "./form-head.ts";
import { listName } from "./list-name.ts";
import { reject } from "./rejection.ts";

/** Sub-types that stand for themselves in the books and must not be switched off. */
const systemSubTypes = new Set([
  "AccountsReceivable",
  "AccountsPayable",
  "UndepositedFunds",
  "RetainedEarnings",
  "OpeningBalanceEquity",
  "SalesTaxPayable",
  "GlobalTaxPayable",
  "ExchangeGainOrLoss",
  "UnappliedCashPaymentIncome",
  "UnappliedCashBillPaymentExpense",
]);

const defaultSubType = {
  Bank: "CashOnHand",
  "Accounts Receivable": "AccountsReceivable",
  "Other Current Asset": "OtherCurrentAssets",
  "Fixed Asset": "OtherFixedAssets",
  "Other Asset": "OtherLongTermAssets",
  "Accounts Payable": "AccountsPayable",
  "Credit Card": "CreditCard",
  "Other Current Liability": "OtherCurrentLiabilities",
  "Long Term Liability": "OtherLongTermLiabilities",
  Equity: "OpeningBalanceEquity",
  Income: "SalesOfProductIncome",
  "Other Income": "OtherMiscellaneousIncome",
  "Cost of Goods Sold": "SuppliesMaterialsCogs",
  Expense: "OtherMiscellaneousServiceCost",
  "Other Expense": "OtherMiscellaneousExpense",
} as const satisfies Record<AccountType, string>;

export function completeAccount(draft: Draft): Record<string, unknown> {
  const { fields, state, before } = draft;
  const made = listName(draft, 100);
  const subTypeGiven = textAt(fields, "AccountSubType");
  const type =
    textAt(fields, "AccountType") ??
    typeOfSubType(draft, subTypeGiven) ??
    reject(faults.required("AccountType"));
  if (!isAccountType(type)) return reject(faults.invalidEnumeration("AccountType", type));
  if (
    before !== undefined &&
    textAt(before, "AccountType") !== type &&
    isControlType(textAt(before, "AccountType"))
  )
    reject(faults.accountType("The type of a receivable or payable account cannot be changed."));
  const subType = subTypeGiven ?? defaultSubType[type];
  if (
    !made.active &&
    before?.["Active"] !== false &&
    systemSubTypes.has(subType) &&
    before !== undefined &&
    state.chart.findSystem(subType)?.id === before.Id
  )
    reject(faults.business("You cannot make this account inactive because QuickBooks uses it."));
  const parent = made.parentId === undefined ? undefined : state.chart.get(made.parentId);
  if (parent !== undefined && parent.type !== type)
    reject(faults.accountType("A sub-account must be of its parent's type."));
  const currency =
    (before === undefined ? undefined : refAt(before, "CurrencyRef")) ??
    refAt(fields, "CurrencyRef") ??
    state.homeCurrency;
  return {
    Name: made.shown,
    SubAccount: made.parentId !== undefined,
    ...(made.parentId === undefined ? {} : { ParentRef: { value: made.parentId } }),
    ...picked(fields, ["Description"]),
    FullyQualifiedName: made.fullName,
    Active: made.active,
    Classification: classificationOf[type],
    AccountType: type,
    AccountSubType: subType,
    ...picked(fields, ["AcctNum", "TaxCodeRef"]),
    CurrentBalance: before?.["CurrentBalance"] ?? 0,
    CurrentBalanceWithSubAccounts: before?.["CurrentBalanceWithSubAccounts"] ?? 0,
    CurrencyRef: { value: currency, name: currencyNames[currency] ?? currency },
  };
}

const isControlType = (type: string | undefined): boolean =>
  type === "Accounts Receivable" || type === "Accounts Payable";

const typeOfSubType = (draft: Draft, subType: string | undefined): string | undefined =>
  subType === undefined ? undefined : draft.state.chart.findSystem(subType)?.type;
