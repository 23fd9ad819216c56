import { decimal, party, ref, text } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const refundReceipt = transactionMapping({
  party: party("CustomerRef", "customer"),
  balance: decimal("Balance"),
  accountId: ref("DepositToAccountRef"),
  paymentType: text("PaymentType"),
});
