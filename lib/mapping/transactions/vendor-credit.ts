import { decimal, party, ref } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const vendorCredit = transactionMapping({
  party: party("VendorRef", "vendor"),
  balance: decimal("Balance"),
  accountId: ref("APAccountRef"),
});
