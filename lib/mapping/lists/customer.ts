import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import type { AdjustmentLog } from "../fields/adjustment-log.ts";
import { decimal, derived, inside, text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";
import { readFlag } from "../fields/read-field.ts";

export const customer = entityMapping({
  name: text("DisplayName"),
  fullName: text("FullyQualifiedName"),
  entityType: derived(kindOfCustomer, "is told by the flags IsProject and Job."),
  balance: decimal("Balance"),
  email: inside("PrimaryEmailAddr", text("Address")),
  phone: inside("PrimaryPhone", text("FreeFormNumber")),
});

/** Jobs and projects are customers below a customer. */
function kindOfCustomer(record: WireRecord, log: AdjustmentLog): "Project" | "Job" | "Customer" {
  if (readFlag(record, "IsProject", log) === true) return "Project";
  return readFlag(record, "Job", log) === true ? "Job" : "Customer";
}
