import { requiredText, text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const budget = entityMapping({
  name: requiredText("Name"),
  entityType: text("BudgetType"),
  entitySubType: text("BudgetEntryType"),
});
