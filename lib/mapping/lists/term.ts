import { text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const term = entityMapping({
  name: text("Name"),
  entityType: text("Type"),
});
