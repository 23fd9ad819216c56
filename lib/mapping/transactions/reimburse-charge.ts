import { decimal, party } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const reimburseCharge = transactionMapping({
  party: party("CustomerRef", "customer"),
  totalAmount: decimal("Amount"),
});
