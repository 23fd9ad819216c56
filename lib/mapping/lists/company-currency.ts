import { text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const companyCurrency = entityMapping({
  name: text("Name"),
  code: text("Code"),
  currency: text("Code"),
});
