import { compareCounts } from "../reconcile/compare-counts.ts";
import { completeRates } from "./complete-rates.ts";
import { reconcileDifference } from "../reconcile/reconcile-difference.ts";
import { readWindow } from "./read-type.ts";
import type { RunContext } from "../run-context.ts";

/**
 * Takes in the exchange rates set since a time. Two metered calls where QuickBooks lists all of them, and
 * where it does not, one for each day that the books have come to need.
 */
export async function refreshRates(context: RunContext, since: Date | null): Promise<void> {
  await readWindow(context, "exchange_rate", since === null ? {} : { updatedFrom: since });
  const counts = await compareCounts(context, "exchange_rate");
  if (counts === null) await completeRates(context);
  else if (counts.sourceCount !== counts.ourCount) await reconcileDifference(context, counts);
}
