import { decimal, either, party, ref, text } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const payment = transactionMapping({
  party: party("CustomerRef", "customer"),
  docNumber: either(text("PaymentRefNum"), text("DocNumber")),
  balance: decimal("UnappliedAmt"),
  accountId: ref("DepositToAccountRef"),
});
