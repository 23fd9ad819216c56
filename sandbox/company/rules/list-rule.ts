/** Completes accounts, items and the small lists. */
import { currencyNames } from "../../generate/blueprint.ts";
import { classificationOf, isAccountType, type AccountType } from "../../ledger/account-types.ts";
import { faults } from "../fault.ts";
import { fieldsAt, listAt, numberAt, refAt, textAt, type Fields } from "../wire-fields.ts";
import type { Draft } from "./draft.ts";
import { centsAt, dayAt, picked, tooLong } from "./form-head.ts";
import { hierarchy, shownName } from "./name-rule.ts";
import { refuse } from "./refusal.ts";

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

interface Named {
  readonly shown: string;
  readonly active: boolean;
  readonly parentId: string | undefined;
  readonly fullName: string;
  readonly level: number;
}

function named(draft: Draft, most: number): Named {
  const { fields, state, entity, before } = draft;
  const name = shownName(textAt(fields, "Name") ?? refuse(faults.required("Name")), true);
  tooLong("Name", name, most);
  if (/[:"]/.test(name) && entity === "Account")
    refuse(faults.business("The account name may not contain a colon or a double quote."));
  if (name.includes(":")) refuse(faults.business("The name may not contain a colon."));
  const active = fields["Active"] !== false;
  const shown = shownName(name, active);
  const parentId = refAt(fields, "ParentRef");
  return { shown, active, parentId, ...hierarchy(state, entity, parentId, shown, before?.Id) };
}

export function completeAccount(draft: Draft): Record<string, unknown> {
  const { fields, state, before } = draft;
  const made = named(draft, 100);
  const subTypeGiven = textAt(fields, "AccountSubType");
  const type =
    textAt(fields, "AccountType") ??
    typeOfSubType(draft, subTypeGiven) ??
    refuse(faults.required("AccountType"));
  if (!isAccountType(type)) return refuse(faults.invalidEnumeration("AccountType", type));
  if (
    before !== undefined &&
    textAt(before, "AccountType") !== type &&
    isControlType(textAt(before, "AccountType"))
  )
    refuse(faults.accountType("The type of a receivable or payable account cannot be changed."));
  const subType = subTypeGiven ?? defaultSubType[type];
  if (
    !made.active &&
    before?.["Active"] !== false &&
    systemSubTypes.has(subType) &&
    before !== undefined &&
    state.chart.findSystem(subType)?.id === before.Id
  )
    refuse(faults.business("You cannot make this account inactive because QuickBooks uses it."));
  const parent = made.parentId === undefined ? undefined : state.chart.get(made.parentId);
  if (parent !== undefined && parent.type !== type)
    refuse(faults.accountType("A sub-account must be of its parent's type."));
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

const itemTypes = new Set(["Inventory", "NonInventory", "Service", "Group", "Category"]);

export function completeItem(draft: Draft): Record<string, unknown> {
  const { fields, before } = draft;
  const made = named(draft, 100);
  const type = textAt(fields, "Type") ?? (fields["TrackQtyOnHand"] === true ? "Inventory" : "Service");
  if (!itemTypes.has(type)) refuse(faults.invalidEnumeration("Type", type));
  const naming = {
    Name: made.shown,
    ...picked(fields, ["Description"]),
    Active: made.active,
    ...(made.parentId === undefined
      ? {}
      : { SubItem: true, ParentRef: draft.state.refs.find("Item", made.parentId), Level: made.level }),
    FullyQualifiedName: made.fullName,
  };
  if (type === "Category") return { ...naming, Type: type };
  if (type === "Group") {
    const group = fieldsAt(fields, "ItemGroupDetail") ?? refuse(faults.required("ItemGroupDetail"));
    if (listAt(group, "ItemGroupLine").length === 0) refuse(faults.required("ItemGroupLine"));
    return {
      ...naming,
      ...picked(fields, ["Sku"]),
      Taxable: fields["Taxable"] === true,
      UnitPrice: 0,
      Type: type,
      PurchaseCost: 0,
      TrackQtyOnHand: false,
      PrintGroupedItems: fields["PrintGroupedItems"] === true,
      ItemGroupDetail: group,
    };
  }
  if (type === "Inventory") checkInventory(draft);
  else if (fields["IncomeAccountRef"] === undefined && fields["ExpenseAccountRef"] === undefined)
    refuse(faults.required("IncomeAccountRef"));
  return {
    ...naming,
    ...picked(fields, ["Sku"]),
    Taxable: fields["Taxable"] === true,
    ...picked(fields, ["SalesTaxIncluded"]),
    UnitPrice: numberAt(fields, "UnitPrice") ?? 0,
    Type: type,
    ...picked(fields, ["IncomeAccountRef", "PurchaseDesc"]),
    PurchaseCost: numberAt(fields, "PurchaseCost") ?? 0,
    ...picked(fields, [
      "ExpenseAccountRef",
      "AssetAccountRef",
      "PrefVendorRef",
      "ClassRef",
      "SalesTaxCodeRef",
      "PurchaseTaxCodeRef",
    ]),
    TrackQtyOnHand: type === "Inventory",
    ...(type === "Inventory"
      ? {
          QtyOnHand: before === undefined ? numberAt(fields, "QtyOnHand") : before["QtyOnHand"],
          InvStartDate: dayAt(fields, "InvStartDate"),
          ...picked(fields, ["ReorderPoint"]),
        }
      : {}),
  };
}

function checkInventory({ fields, before, state }: Draft): void {
  if (
    before === undefined &&
    (numberAt(fields, "QtyOnHand") === undefined || textAt(fields, "InvStartDate") === undefined)
  )
    refuse(faults.quantityMissing());
  for (const key of ["AssetAccountRef", "IncomeAccountRef", "ExpenseAccountRef"])
    if (fields[key] === undefined) refuse(faults.required(key));
  const asset = state.chart.get(refAt(fields, "AssetAccountRef") ?? "");
  if (asset !== undefined && asset.type !== "Other Current Asset")
    refuse(faults.accountType("The asset account of an inventory item must be an inventory account."));
  const cost = state.chart.get(refAt(fields, "ExpenseAccountRef") ?? "");
  if (cost !== undefined && cost.type !== "Cost of Goods Sold")
    refuse(
      faults.accountType("The expense account of an inventory item must be of type Cost of Goods Sold."),
    );
}

export function completeTree(draft: Draft): Record<string, unknown> {
  const made = named(draft, 100);
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
  const made = named(draft, 31);
  const { fields } = draft;
  const byDate = numberAt(fields, "DayOfMonthDue") !== undefined;
  if (!byDate && numberAt(fields, "DueDays") === undefined) refuse(faults.required("DueDays"));
  return {
    Name: made.shown,
    Active: made.active,
    Type: byDate ? "DATE_DRIVEN" : "STANDARD",
    DiscountPercent: numberAt(fields, "DiscountPercent") ?? 0,
    ...picked(fields, ["DueDays", "DiscountDays", "DayOfMonthDue", "DueNextMonthDays", "DiscountDayOfMonth"]),
  };
}

export function completePaymentMethod(draft: Draft): Record<string, unknown> {
  const made = named(draft, 31);
  return { Name: made.shown, Active: made.active, Type: textAt(draft.fields, "Type") ?? "NON_CREDIT_CARD" };
}

export function completeTaxAgency(draft: Draft): Record<string, unknown> {
  const name = textAt(draft.fields, "DisplayName") ?? refuse(faults.required("DisplayName"));
  return {
    DisplayName: name,
    TaxTrackedOnPurchases: draft.fields["TaxTrackedOnPurchases"] === true,
    TaxTrackedOnSales: draft.fields["TaxTrackedOnSales"] !== false,
    ...picked(draft.fields, ["TaxRegistrationNumber"]),
  };
}

export function completeCompanyCurrency(draft: Draft): Record<string, unknown> {
  const code = textAt(draft.fields, "Code") ?? refuse(faults.required("Code"));
  if (!/^[A-Z]{3}$/.test(code)) refuse(faults.invalidEnumeration("Code", code));
  return {
    Code: code,
    Name: currencyNames[code] ?? textAt(draft.fields, "Name") ?? code,
    Active: draft.fields["Active"] !== false,
  };
}

export function completeJournalCode(draft: Draft): Record<string, unknown> {
  const made = named(draft, 20);
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
    if (refAt(detail, "AccountRef") === undefined) refuse(faults.required("AccountRef"));
  }
  for (const key of ["Name", "StartDate", "EndDate"])
    if (textAt(fields, key) === undefined) refuse(faults.required(key));
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
