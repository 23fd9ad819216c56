// Whether an update says nothing new: then a name, a list object or a purchase order keeps SyncToken and time.

import type { BooksHabits, WireObject } from "../company.ts";
import { traitsOf, type KnownEntity } from "../entity-traits.ts";
import { shownRow } from "../wire-row.ts";
import { isFields } from "../wire-fields.ts";

/** Compared as the wire shows both, so that a client that sends back what it read changes nothing. */
export function isUnchanged(
  entity: KnownEntity,
  before: WireObject,
  object: WireObject,
  habits: BooksHabits,
): boolean {
  if (traitsOf(entity).class !== "list" && entity !== "PurchaseOrder") return false;
  return isSame(shownRow(entity, before, habits) ?? before, shownRow(entity, object, habits) ?? object);
}

const changing = new Set(["SyncToken", "MetaData"]);

function isSame(before: WireObject, object: WireObject): boolean {
  const text = (value: WireObject): string =>
    JSON.stringify(sorted(Object.fromEntries(Object.entries(value).filter(([key]) => !changing.has(key)))));
  return text(before) === text(object);
}

/** The same value with the members of every object in one order, and references without the name that follows. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isFields(value)) return value;
  const members = Object.entries(value)
    .filter(([key]) => !(key === "name" && "value" in value))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, sorted(member)]));
}
