import { requiredText, text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const department = entityMapping({
  name: requiredText("Name"),
  fullName: text("FullyQualifiedName"),
});
