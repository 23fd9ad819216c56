import { text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const taxCode = entityMapping({
  name: text("Name"),
});
