import { text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const customerType = entityMapping({
  name: text("Name"),
});
