import { readText, unreadable } from "../../quickbooks/wire/read-field.ts";
import type { WireRecord } from "../../quickbooks/wire/wire-record.ts";
import { either, inside, text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const employee = entityMapping({
  name: nameOfEmployee,
  code: text("EmployeeNumber"),
  email: inside("PrimaryEmailAddr", text("Address")),
  phone: either(inside("PrimaryPhone", text("FreeFormNumber")), inside("Mobile", text("FreeFormNumber"))),
});

/** Employees that payroll made may have no DisplayName. */
function nameOfEmployee(record: WireRecord): string {
  const shown = readText(record, "DisplayName") ?? readText(record, "PrintOnCheckName");
  if (shown !== null && shown !== "") return shown;
  const parts = [readText(record, "GivenName"), readText(record, "FamilyName")];
  const name = parts.filter((part) => part !== null && part !== "").join(" ");
  if (name === "") throw unreadable("DisplayName", "there");
  return name;
}
