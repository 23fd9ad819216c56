import { inside, requiredText, text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const companyInfo = entityMapping({
  name: requiredText("CompanyName"),
  fullName: text("LegalName"),
  email: inside("Email", text("Address")),
  phone: inside("PrimaryPhone", text("FreeFormNumber")),
});
