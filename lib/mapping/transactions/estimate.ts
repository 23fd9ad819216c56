import { day, party } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

export const estimate = transactionMapping({
  party: party("CustomerRef", "customer"),
  dueOn: day("DueDate"),
});
