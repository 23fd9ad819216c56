import type { Profile } from "../profile.ts";
import { agency } from "./agency.ts";
import { landscaper } from "./landscaper.ts";
import { restaurant } from "./restaurant.ts";
import { shop } from "./shop.ts";

export const profiles = { landscaper, restaurant, shop, agency } satisfies Record<Profile["key"], Profile>;

/** Companies that do not name a profile take them in turn. */
export const profileOf = (key: Profile["key"] | undefined, index: number): Profile =>
  profiles[key ?? (["landscaper", "restaurant", "shop", "agency"] as const)[index % 4] ?? "landscaper"];
