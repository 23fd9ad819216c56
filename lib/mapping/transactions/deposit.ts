import { ref } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const deposit = transactionMapping({
  accountId: ref("DepositToAccountRef"),
});
