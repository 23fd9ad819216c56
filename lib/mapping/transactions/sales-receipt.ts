import { decimal, party, ref } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const salesReceipt = transactionMapping({
  party: party("CustomerRef", "customer"),
  balance: decimal("Balance"),
  accountId: ref("DepositToAccountRef"),
});
