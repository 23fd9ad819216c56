import { requiredText } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const taxCode = entityMapping({
  name: requiredText("Name"),
});
