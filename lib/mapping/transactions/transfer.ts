import { decimal, ref } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

// A transfer names two accounts: the column holds the one that the money left, the JSON both.
export const transfer = transactionMapping({
  totalAmount: decimal("Amount"),
  accountId: ref("FromAccountRef"),
});
