import { decimal, inside, text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const vendor = entityMapping({
  name: text("DisplayName"),
  code: text("AcctNum"),
  balance: decimal("Balance"),
  email: inside("PrimaryEmailAddr", text("Address")),
  phone: inside("PrimaryPhone", text("FreeFormNumber")),
});
