import { factsOf } from "../accounting/entity-protocol.ts";
import type { SwitchValues } from "../switches/switch-catalogue.ts";
import type { Sorting } from "./parse-query.ts";

const shownByDisplayName = new Set(["Customer", "Vendor", "Employee", "TaxAgency"]);

/**
 * The order of a query without ORDERBY: as in every recorded reply of 2023 to 2026 documents by their last
 * change, newest first, and names by name; or by Id, as documented.
 */
export function defaultOrder(entity: string, switches: Readonly<SwitchValues>): readonly Sorting[] {
  if (switches.defaultOrder !== "recorded")
    return [{ property: "Id", descending: switches.defaultOrder === "id-desc" }];
  const { group } = factsOf(entity);
  if (group === "transaction") return [{ property: "MetaData.LastUpdatedTime", descending: true }];
  if (group === "settings") return [{ property: "Id", descending: false }];
  return [{ property: shownByDisplayName.has(entity) ? "DisplayName" : "Name", descending: false }];
}
