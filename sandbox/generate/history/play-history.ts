// Lives through the odd cases that real books hold, by the same writes that a client or a person makes,
// at their own days in the past. Every generated company has them, whatever its size.

import { bankingHistory, currencyHistory } from "./banking-history.ts";
import { deletionHistory, listHistory, paperHistory } from "./list-history.ts";
import type { Past } from "./past.ts";
import { itemAccountHistory, salesHistory } from "./sales-history.ts";
import { spendingHistory, stockHistory } from "./spending-history.ts";
import { unlistedHistory } from "./unlisted-history.ts";
import { taxPaymentHistory, vatHistory } from "./vat-history.ts";

export function playHistory(past: Past): void {
  salesHistory(past);
  spendingHistory(past);
  bankingHistory(past);
  itemAccountHistory(past);
  stockHistory(past);
  currencyHistory(past);
  if (past.blueprint.vat !== undefined) vatHistory(past, past.blueprint.vat);
  if (past.state.offers("TaxPayment")) taxPaymentHistory(past);
  unlistedHistory(past);
  listHistory(past);
  paperHistory(past);
  deletionHistory(past);
}
