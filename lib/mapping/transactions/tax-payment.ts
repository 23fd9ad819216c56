import { day, decimal, ref, text } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const taxPayment = transactionMapping({
  transactionOn: day("PaymentDate"),
  totalAmount: decimal("PaymentAmount"),
  accountId: ref("PaymentAccountRef"),
  memo: text("Description"),
});
