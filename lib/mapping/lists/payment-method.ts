import { text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const paymentMethod = entityMapping({
  name: text("Name"),
  entityType: text("Type"),
});
