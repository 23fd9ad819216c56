import type { Profile } from "../profile.ts";
import { agency } from "./agency.ts";
import { bindery } from "./bindery.ts";
import { landscaper } from "./landscaper.ts";
import { restaurant } from "./restaurant.ts";
import { shop } from "./shop.ts";
import { winery } from "./winery.ts";

export const profiles = { landscaper, restaurant, shop, agency, bindery, winery } satisfies Record<
  Profile["key"],
  Profile
>;

/** Companies that do not name a profile take those of the United States in turn. */
export const profileOf = (key: Profile["key"] | undefined, index: number): Profile =>
  profiles[key ?? (["landscaper", "restaurant", "shop", "agency"] as const)[index % 4] ?? "landscaper"];
