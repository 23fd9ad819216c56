import { ref, text, typedParty } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const purchase = transactionMapping({
  party: typedParty("EntityRef"),
  paymentType: text("PaymentType"),
  accountId: ref("AccountRef"),
});
