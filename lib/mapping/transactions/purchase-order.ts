import { day, party, ref } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const purchaseOrder = transactionMapping({
  party: party("VendorRef", "vendor"),
  dueOn: day("DueDate"),
  accountId: ref("APAccountRef"),
});
