import { decimal, either, party, ref } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const creditMemo = transactionMapping({
  party: party("CustomerRef", "customer"),
  balance: either(decimal("RemainingCredit"), decimal("Balance")),
  accountId: ref("ARAccountRef"),
});
