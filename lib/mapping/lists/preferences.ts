import { constant, inside, ref } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";
import { readSingleton } from "../identity/identity.ts";

export const preferences = entityMapping(
  {
    name: constant("Preferences"),
    currency: inside("CurrencyPrefs", ref("HomeCurrency")),
  },
  readSingleton,
);
