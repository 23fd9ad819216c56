import { decimal, inside, requiredText, text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const vendor = entityMapping({
  name: requiredText("DisplayName"),
  code: text("AcctNum"),
  balance: decimal("Balance"),
  email: inside("PrimaryEmailAddr", text("Address")),
  phone: inside("PrimaryPhone", text("FreeFormNumber")),
});
