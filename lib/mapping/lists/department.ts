import { text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const department = entityMapping({
  name: text("Name"),
  fullName: text("FullyQualifiedName"),
});
