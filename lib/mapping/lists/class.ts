import { text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const classMapping = entityMapping({
  name: text("Name"),
  fullName: text("FullyQualifiedName"),
});
