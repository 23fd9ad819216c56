import { text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const taxRate = entityMapping({
  name: text("Name"),
  entityType: text("DisplayType"),
  entitySubType: text("SpecialTaxType"),
});
