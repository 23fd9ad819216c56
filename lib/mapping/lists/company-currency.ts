import { requiredText, text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const companyCurrency = entityMapping({
  name: requiredText("Name"),
  code: requiredText("Code"),
  currency: text("Code"),
});
