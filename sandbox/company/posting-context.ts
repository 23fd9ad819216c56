// The company as the posting rules see it.

import type { PostingContext } from "../ledger/posting-context.ts";
import type { CompanyState } from "./state.ts";
import { refAt, textAt } from "./wire-fields.ts";

export function postingContextOf(state: CompanyState): PostingContext {
  const { chart } = state;
  const system = (subType: string): string => chart.findSystem(subType)?.id ?? "";
  return {
    homeCurrency: state.homeCurrency,
    receivable: (currency) => chart.find("Accounts Receivable", undefined, currency)?.id ?? "",
    payable: (currency) => chart.find("Accounts Payable", undefined, currency)?.id ?? "",
    undepositedFunds: () => system("UndepositedFunds"),
    exchangeGainOrLoss: () => system("ExchangeGainOrLoss"),
    discountsGiven: () => system("DiscountsRefundsGiven"),
    taxPayable: (taxRateId) => {
      const agencyId = refAt(state.read("TaxRate", taxRateId ?? "") ?? {}, "AgencyRef");
      return (
        state.taxAccounts.get(agencyId ?? "") ?? (system("SalesTaxPayable") || system("GlobalTaxPayable"))
      );
    },
    recoverableTaxShare: () => Math.min(1, state.habits.recoverableTaxShare),
    item: (id) => {
      const item = state.read("Item", id);
      if (item === undefined) return undefined;
      return {
        id: item.Id,
        isStocked: textAt(item, "Type") === "Inventory",
        incomeAccountId: refAt(item, "IncomeAccountRef"),
        expenseAccountId: refAt(item, "ExpenseAccountRef"),
        assetAccountId: refAt(item, "AssetAccountRef"),
      };
    },
    read: (entity, id) => state.read(entity, id),
    hiddenCharge: (invoiceId) => state.hiddenCharges.get(invoiceId),
  };
}
