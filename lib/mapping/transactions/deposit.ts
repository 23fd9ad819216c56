import { ref } from "../columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const deposit = transactionMapping({
  accountId: ref("DepositToAccountRef"),
});
