import { either, inside, party, ref, text } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const billPayment = transactionMapping({
  party: party("VendorRef", "vendor"),
  paymentType: text("PayType"),
  accountId: either(
    inside("CheckPayment", ref("BankAccountRef")),
    inside("CreditCardPayment", ref("CCAccountRef")),
  ),
});
