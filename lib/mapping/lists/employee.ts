import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import type { AdjustmentLog } from "../fields/adjustment-log.ts";
import type { ColumnRule } from "../fields/column-rules.ts";
import { derived, either, inside, text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";
import { readText } from "../fields/read-field.ts";

export const employee = entityMapping({
  name: derived(nameOfEmployee, "may be joined of a given and a family name."),
  code: text("EmployeeNumber"),
  email: inside("PrimaryEmailAddr", text("Address")),
  phone: either(inside("PrimaryPhone", text("FreeFormNumber")), inside("Mobile", text("FreeFormNumber"))),
});

/** Employees that payroll made may have no DisplayName. */
function nameOfEmployee(record: WireRecord, log: AdjustmentLog, { longest }: ColumnRule): string | null {
  const shown =
    readText(record, "DisplayName", log, longest) ?? readText(record, "PrintOnCheckName", log, longest);
  if (shown !== null && shown !== "") return shown;
  // Half of a column each, so that both fit.
  const parts = ["GivenName", "FamilyName"].map((field) => readText(record, field, log, longest / 2 - 1));
  return parts.filter((part) => part !== null && part !== "").join(" ");
}
