import { requiredText, text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const paymentMethod = entityMapping({
  name: requiredText("Name"),
  entityType: text("Type"),
});
