import { constant, inside, ref } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const preferences = entityMapping({
  name: constant("Preferences"),
  currency: inside("CurrencyPrefs", ref("HomeCurrency")),
});
