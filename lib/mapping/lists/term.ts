import { text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const term = entityMapping({
  name: text("Name"),
  entityType: text("Type"),
});
