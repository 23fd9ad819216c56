import { decimal, party } from "../fields/columns.ts";
import { total, transactionMapping } from "../transaction-mapping.ts";

export const reimburseCharge = transactionMapping({
  party: party("CustomerRef", "customer"),
  totalAmount: total(decimal("Amount")),
});
