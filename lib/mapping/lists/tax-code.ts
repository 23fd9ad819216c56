import { text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const taxCode = entityMapping({
  name: text("Name"),
});
