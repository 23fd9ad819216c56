import { day, decimal, ref, text } from "../columns.ts";
import { total, transactionMapping } from "../transaction-mapping.ts";

export const taxPayment = transactionMapping({
  transactionOn: day("PaymentDate"),
  totalAmount: total(decimal("PaymentAmount")),
  accountId: ref("PaymentAccountRef"),
  memo: text("Description"),
});
