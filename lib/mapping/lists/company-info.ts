import { inside, text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";
import { readSingleton } from "../identity/identity.ts";

export const companyInfo = entityMapping(
  {
    name: text("CompanyName"),
    fullName: text("LegalName"),
    email: inside("Email", text("Address")),
    phone: inside("PrimaryPhone", text("FreeFormNumber")),
  },
  readSingleton,
);
