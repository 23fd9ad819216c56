import { day, decimal, party, ref } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const bill = transactionMapping({
  party: party("VendorRef", "vendor"),
  dueOn: day("DueDate"),
  balance: decimal("Balance"),
  accountId: ref("APAccountRef"),
});
