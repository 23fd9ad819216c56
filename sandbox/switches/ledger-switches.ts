// Switches about reports and what stands in the ledger.

import { amount, choice, flag } from "./switch-kinds.ts";

export const ledgerSwitches = {
  reportLayout: choice(
    ["2024", "2020", "2026"],
    "Layout of every report: keys in MetaData (2024), ColType as the key (2020), or what the key testing_migration asks for (2026).",
  ),
  modernRowOrder: choice(
    ["kept", "shuffled"],
    "Rows of data in the layout of 2026: in order, as seen, or in none, as announced.",
  ),
  modernBlankSplit: flag(
    false,
    "The layout of 2026 leaves the split column blank, as announced; it still says -Split- on 2026-09-30.",
  ),
  wrongColumnFamily: choice(
    ["dropped", "empty"],
    "A column key of the wrong family (home, NonTracking) is dropped, or comes back empty.",
  ),
  beginningBalanceAccount: flag(false, "The Beginning Balance row of a general ledger names its account."),
  ledgerYearEnd: choice(
    ["runs-on", "restarts"],
    "The running balance of income and expense where a general ledger crosses the end of a fiscal year.",
  ),
  openingStockEntry: choice(
    ["starting-value", "quantity-adjustment"],
    "What reports call the opening quantity of a new item: Inventory Starting Value or Inventory Qty Adjust, number START. Generated items have both.",
  ),
  deactivationEntry: choice(
    ["entry", "none"],
    "An account or item made inactive with a balance is cleared by an entry that only reports show, or left as it is.",
  ),
  reclassificationMovesTime: flag(
    false,
    "The accountant's bulk reclassification moves LastUpdatedTime and SyncToken of the documents.",
  ),
  recostMovesTime: flag(
    false,
    "A cost of goods that first in, first out changes later moves the sale's LastUpdatedTime.",
  ),
  cashBasisCostOfGoods: choice(
    ["waits", "at-once"],
    "Cost of goods of an unpaid invoice on the cash basis waits as income does, or is booked at once.",
  ),
  recoverableTaxShare: amount(
    1,
    "The part (0 to 1) of the tax on purchases that lessens what is owed; the rest goes to the lines' accounts. Holds from the next write on.",
  ),
} as const;
