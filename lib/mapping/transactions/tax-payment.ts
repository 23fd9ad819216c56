import { day, decimal, ref, text } from "../fields/columns.ts";
import { total, transactionMapping } from "../transaction-mapping.ts";

export const taxPayment = transactionMapping({
  transactionOn: day("PaymentDate"),
  totalAmount: total(decimal("PaymentAmount")),
  accountId: ref("PaymentAccountRef"),
  memo: text("Description"),
});
