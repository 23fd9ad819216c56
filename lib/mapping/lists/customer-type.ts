import { text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const customerType = entityMapping({
  name: text("Name"),
});
