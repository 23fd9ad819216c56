import { text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const journalCode = entityMapping({
  name: text("Name"),
  code: text("Name"),
  entityType: text("Type"),
});
