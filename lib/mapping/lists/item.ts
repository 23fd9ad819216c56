import { decimal, text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const item = entityMapping({
  name: text("Name"),
  fullName: text("FullyQualifiedName"),
  code: text("Sku"),
  entityType: text("Type"),
  entitySubType: text("ItemCategoryType"),
  quantityOnHand: decimal("QtyOnHand"),
  unitPrice: decimal("UnitPrice"),
});
