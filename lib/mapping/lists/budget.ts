import { text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const budget = entityMapping({
  name: text("Name"),
  entityType: text("BudgetType"),
  entitySubType: text("BudgetEntryType"),
});
