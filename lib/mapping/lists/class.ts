import { text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const classMapping = entityMapping({
  name: text("Name"),
  fullName: text("FullyQualifiedName"),
});
