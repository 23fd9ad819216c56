import { chosenBy, constant, party, text } from "../columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

// The party is who worked; for whom is in the JSON.
export const timeActivity = transactionMapping({
  party: chosenBy("NameOf", {
    Employee: party("EmployeeRef", "employee"),
    Vendor: party("VendorRef", "vendor"),
    Other: constant(null),
  }),
  memo: text("Description"),
});
