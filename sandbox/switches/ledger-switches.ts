/** Switches about reports and what stands in the ledger. */
import { choice, flag } from "./switch-kinds.ts";

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
} as const;
