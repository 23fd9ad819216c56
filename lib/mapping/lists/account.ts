import { decimal, text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const account = entityMapping({
  name: text("Name"),
  fullName: text("FullyQualifiedName"),
  code: text("AcctNum"),
  entityType: text("AccountType"),
  entitySubType: text("AccountSubType"),
  classification: text("Classification"),
  balance: decimal("CurrentBalance"),
});
