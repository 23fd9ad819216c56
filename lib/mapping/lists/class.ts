import { requiredText, text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const classMapping = entityMapping({
  name: requiredText("Name"),
  fullName: text("FullyQualifiedName"),
});
