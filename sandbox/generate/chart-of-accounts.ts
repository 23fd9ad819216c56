// The accounts of a generated company. Ids of the core follow Intuit's own sample company, which its docs quote.

import type { AccountType } from "../ledger/account-types.ts";

export interface AccountSeed {
  readonly id: string;
  readonly name: string;
  readonly type: AccountType;
  readonly subType: string;
  readonly parentId?: string;
  readonly number?: string;
  readonly currency?: string;
  readonly inactive?: boolean;
}

const account = (
  id: number | string,
  name: string,
  type: AccountType,
  subType: string,
  more: Omit<AccountSeed, "id" | "name" | "type" | "subType"> = {},
): AccountSeed => ({ id: String(id), name, type, subType, ...more });

/** Ids that the generator and the posting rules' defaults rely on. */
export const accountIds = {
  services: "1",
  retainedEarnings: "2",
  undepositedFunds: "4",
  payable: "33",
  openingBalanceEquity: "34",
  checking: "35",
  savings: "36",
  mastercard: "41",
  visa: "42",
  notesPayable: "44",
  productSales: "79",
  costOfGoods: "80",
  inventory: "81",
  design: "82",
  receivable: "84",
  discountsGiven: "86",
  firstTaxPayable: "89",
  secondTaxPayable: "90",
  shrinkage: "1150040001",
  exchangeGainOrLoss: "1150040002",
} as const;

export const coreAccounts: readonly AccountSeed[] = [
  account(1, "Services", "Income", "ServiceFeeIncome"),
  account(2, "Retained Earnings", "Equity", "RetainedEarnings"),
  account(3, "Prepaid Expenses", "Other Current Asset", "PrepaidExpenses"),
  account(4, "Undeposited Funds", "Other Current Asset", "UndepositedFunds"),
  account(5, "Fees Billed", "Income", "ServiceFeeIncome", { inactive: true }),
  account(7, "Advertising", "Expense", "AdvertisingPromotional", { number: "6000" }),
  account(8, "Bank Charges", "Expense", "BankCharges"),
  account(10, "Dues & Subscriptions", "Expense", "DuesSubscriptions"),
  account(11, "Insurance", "Expense", "Insurance"),
  account(12, "Legal & Professional Fees", "Expense", "LegalProfessionalFees"),
  account(13, "Meals and Entertainment", "Expense", "EntertainmentMeals"),
  account(15, "Office Expenses", "Expense", "OfficeGeneralAdministrativeExpenses"),
  account(17, "Rent or Lease", "Expense", "RentOrLeaseOfBuildings"),
  account(20, "Supplies", "Expense", "SuppliesMaterials"),
  account(21, "Taxes & Licenses", "Expense", "TaxesPaid"),
  account(22, "Travel", "Expense", "Travel"),
  account(24, "Utilities", "Expense", "Utilities"),
  account(25, "Interest Earned", "Other Income", "InterestEarned"),
  account(28, "Disposal Fees", "Expense", "SuppliesMaterials"),
  account(29, "Purchases", "Expense", "SuppliesMaterials"),
  account(33, "Accounts Payable (A/P)", "Accounts Payable", "AccountsPayable"),
  account(34, "Opening Balance Equity", "Equity", "OpeningBalanceEquity"),
  account(35, "Checking", "Bank", "Checking", { number: "1000" }),
  account(36, "Savings", "Bank", "Savings", { number: "1010" }),
  account(37, "Truck", "Fixed Asset", "Vehicles"),
  account(38, "Original Cost", "Fixed Asset", "Vehicles", { parentId: "37" }),
  account(39, "Depreciation", "Fixed Asset", "AccumulatedDepreciation", { parentId: "37" }),
  account(40, "Depreciation", "Other Expense", "Depreciation"),
  account(41, "Mastercard", "Credit Card", "CreditCard"),
  account(42, "Visa", "Credit Card", "CreditCard"),
  account(43, "Loan Payable", "Other Current Liability", "OtherCurrentLiabilities"),
  account(44, "Notes Payable", "Long Term Liability", "OtherLongTermLiabilities"),
  account(55, "Automobile", "Expense", "Auto"),
  account(56, "Fuel", "Expense", "Auto", { parentId: "55" }),
  account(57, "Job Expenses", "Expense", "CostOfLabor"),
  account(58, "Cost of Labor", "Expense", "CostOfLabor", { parentId: "57" }),
  account(59, "Job Materials", "Expense", "SuppliesMaterials", { parentId: "57" }),
  account(60, "Plants and Soil", "Expense", "SuppliesMaterials", { parentId: "59" }),
  account(69, "Accounting", "Expense", "LegalProfessionalFees", { parentId: "12" }),
  account(70, "Bookkeeper", "Expense", "LegalProfessionalFees", { parentId: "12" }),
  account(71, "Lawyer", "Expense", "LegalProfessionalFees", { parentId: "12" }),
  account(72, "Maintenance and Repair", "Expense", "RepairMaintenance"),
  account(75, "Equipment Repairs", "Expense", "RepairMaintenance", { parentId: "72" }),
  account(76, "Gas and Electric", "Expense", "Utilities", { parentId: "24" }),
  account(77, "Telephone", "Expense", "Utilities", { parentId: "24" }),
  account(79, "Sales of Product Income", "Income", "SalesOfProductIncome"),
  account(80, "Cost of Goods Sold", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
  account(81, "Inventory Asset", "Other Current Asset", "Inventory"),
  account(82, "Design income", "Income", "OtherPrimaryIncome"),
  account(83, "Pest Control Services", "Income", "OtherPrimaryIncome"),
  account(84, "Accounts Receivable (A/R)", "Accounts Receivable", "AccountsReceivable"),
  account(86, "Discounts given", "Income", "DiscountsRefundsGiven"),
  account(87, "Unapplied Cash Payment Income", "Income", "UnappliedCashPaymentIncome"),
  account(88, "Unapplied Cash Bill Payment Expense", "Expense", "UnappliedCashBillPaymentExpense"),
  account(89, "Arizona Dept. of Revenue Payable", "Other Current Liability", "SalesTaxPayable"),
  account(90, "Board of Equalization Payable", "Other Current Liability", "SalesTaxPayable"),
  account("1150040001", "Inventory Shrinkage", "Cost of Goods Sold", "OtherCostsOfServiceCos"),
  account("1150040003", "Owner's Draw", "Equity", "PartnerDistributions"),
  account("1150040004", "Payroll Expenses", "Expense", "PayrollExpenses"),
  account("1150040005", "Payroll Liabilities", "Other Current Liability", "PayrollTaxPayable"),
];

/** Accounts that only a company with several currencies has. */
export const currencyAccounts: readonly AccountSeed[] = [
  account("1150040002", "Exchange Gain or Loss", "Other Expense", "ExchangeGainOrLoss"),
  account("1150040010", "Accounts Receivable (A/R) - EUR", "Accounts Receivable", "AccountsReceivable", {
    currency: "EUR",
  }),
  account("1150040011", "Accounts Receivable (A/R) - GBP", "Accounts Receivable", "AccountsReceivable", {
    currency: "GBP",
  }),
  account("1150040012", "Accounts Payable (A/P) - EUR", "Accounts Payable", "AccountsPayable", {
    currency: "EUR",
  }),
  account("1150040013", "Accounts Payable (A/P) - GBP", "Accounts Payable", "AccountsPayable", {
    currency: "GBP",
  }),
  account("1150040014", "Berlin Bank", "Bank", "Checking", { currency: "EUR" }),
];
