export type Classification = "Asset" | "Liability" | "Equity" | "Revenue" | "Expense";

/** Intuit's AccountType and the class that each belongs to, in the order in which reports show them. */
export const classificationOf = {
  Bank: "Asset",
  "Accounts Receivable": "Asset",
  "Other Current Asset": "Asset",
  "Fixed Asset": "Asset",
  "Other Asset": "Asset",
  "Accounts Payable": "Liability",
  "Credit Card": "Liability",
  "Other Current Liability": "Liability",
  "Long Term Liability": "Liability",
  Equity: "Equity",
  Income: "Revenue",
  "Cost of Goods Sold": "Expense",
  Expense: "Expense",
  "Other Income": "Revenue",
  "Other Expense": "Expense",
} as const satisfies Record<string, Classification>;

export type AccountType = keyof typeof classificationOf;

export const isAccountType = (text: string): text is AccountType => Object.hasOwn(classificationOf, text);

/** Balance sheet accounts carry a balance from year to year; the others start each fiscal year at nothing. */
export const isBalanceSheet = (classification: Classification): boolean =>
  classification === "Asset" || classification === "Liability" || classification === "Equity";
