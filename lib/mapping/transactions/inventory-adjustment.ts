import { party, ref } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const inventoryAdjustment = transactionMapping({
  party: party("CustomerRef", "customer"),
  accountId: ref("AdjustAccountRef"),
});
