import { text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const taxAgency = entityMapping({
  name: text("DisplayName"),
  code: text("TaxRegistrationNumber"),
});
