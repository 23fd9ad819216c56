import { chosenBy, constant, either, party, text } from "../fields/columns.ts";
import { transactionMapping } from "../transaction-mapping.ts";

const employee = party("EmployeeRef", "employee");
const vendor = party("VendorRef", "vendor");

// The party is who worked; for whom is in the JSON.
export const timeActivity = transactionMapping({
  party: chosenBy(
    "NameOf",
    { Employee: employee, Vendor: vendor, Other: constant(null) },
    either(employee, vendor),
  ),
  memo: text("Description"),
});
