import { decimal, requiredText, text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const account = entityMapping({
  name: requiredText("Name"),
  fullName: text("FullyQualifiedName"),
  code: text("AcctNum"),
  entityType: text("AccountType"),
  entitySubType: text("AccountSubType"),
  classification: text("Classification"),
  balance: decimal("CurrentBalance"),
});
