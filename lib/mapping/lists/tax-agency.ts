import { requiredText, text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const taxAgency = entityMapping({
  name: requiredText("DisplayName"),
  code: text("TaxRegistrationNumber"),
});
