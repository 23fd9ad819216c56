/** What could not be confirmed of QuickBooks' reports and ledger. Read at each use. */
export interface LedgerHabits {
  /** Intuit's layouts of reports as recorded in these years. */
  readonly reportLayout: "2024" | "2020" | "2026";
  /** Rows of data of the layout of 2026 come in order, or in none. */
  readonly modernRowOrder: "kept" | "shuffled";
  /** The layout of 2026 leaves the split column blank where there are several accounts. */
  readonly modernBlankSplit: boolean;
  /** A column key that the company's currencies or taxes do not go with is dropped, or comes back empty. */
  readonly wrongColumnFamily: "dropped" | "empty";
  /** The row "Beginning Balance" names its account where that column is asked for. */
  readonly beginningBalanceAccount: boolean;
  /** The running balance of income and expense inside a general ledger that crosses a fiscal year's end. */
  readonly ledgerYearEnd: "runs-on" | "restarts";
  /** What reports call the entry behind an opening quantity. */
  readonly openingStockEntry: "starting-value" | "quantity-adjustment";
  /** An account or item made inactive with a balance is cleared by an entry that no endpoint returns. */
  readonly deactivationEntry: "entry" | "none";
  /** The accountant's bulk reclassification moves LastUpdatedTime and SyncToken of the documents. */
  readonly reclassificationMovesTime: boolean;
  /** A cost that first in, first out changes later moves the LastUpdatedTime of the sale. */
  readonly recostMovesTime: boolean;
  /** Cost of goods of an unpaid invoice on the cash basis waits as income does, or is booked at once. */
  readonly cashBasisCostOfGoods: "waits" | "at-once";
  /** The part (0 to 1) of the tax on purchases that the agency gives back; the rest goes to the lines. */
  readonly recoverableTaxShare: number;
}

export const usualLedgerHabits: LedgerHabits = {
  reportLayout: "2024",
  modernRowOrder: "kept",
  modernBlankSplit: false,
  wrongColumnFamily: "dropped",
  beginningBalanceAccount: false,
  ledgerYearEnd: "runs-on",
  openingStockEntry: "starting-value",
  deactivationEntry: "entry",
  reclassificationMovesTime: false,
  recostMovesTime: false,
  cashBasisCostOfGoods: "waits",
  recoverableTaxShare: 1,
};
