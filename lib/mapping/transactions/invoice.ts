import { day, decimal, party, ref } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const invoice = transactionMapping({
  dueOn: day("DueDate"),
  party: party("CustomerRef", "customer"),
  balance: decimal("Balance"),
  accountId: ref("ARAccountRef"),
});
