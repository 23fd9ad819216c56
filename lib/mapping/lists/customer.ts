import { readFlag } from "../../quickbooks/wire/read-field.ts";
import type { WireRecord } from "../../quickbooks/wire/wire-record.ts";
import { decimal, inside, requiredText, text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const customer = entityMapping({
  name: requiredText("DisplayName"),
  fullName: text("FullyQualifiedName"),
  entityType: kindOfCustomer,
  balance: decimal("Balance"),
  email: inside("PrimaryEmailAddr", text("Address")),
  phone: inside("PrimaryPhone", text("FreeFormNumber")),
});

/** Jobs and projects are customers below a customer. */
function kindOfCustomer(record: WireRecord): "Project" | "Job" | "Customer" {
  if (readFlag(record, "IsProject") === true) return "Project";
  return readFlag(record, "Job") === true ? "Job" : "Customer";
}
