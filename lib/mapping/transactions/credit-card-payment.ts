import { decimal, either, party, ref, text } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

// Names two accounts: the column holds the bank account that the money left, the JSON the card too.
export const creditCardPayment = transactionMapping({
  party: party("VendorRef", "vendor"),
  docNumber: text("CheckNum"),
  totalAmount: decimal("Amount"),
  accountId: ref("BankAccountRef"),
  memo: either(text("Memo"), text("PrivateNote")),
});
