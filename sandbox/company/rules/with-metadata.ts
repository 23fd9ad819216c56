// From a body to a draft, and from what the rules made of it to an object.

import type { WireObject } from "../company.ts";
import type { KnownEntity } from "../entity-traits.ts";
import type { CompanyState } from "../state.ts";
import { isFields, type Fields } from "../wire-fields.ts";
import { wireDay, wireTime } from "../wire-time.ts";
import { mergedFields, type Draft } from "./draft.ts";
import type { Numbering } from "./numbering.ts";
import { referredTo, resolveRefs } from "./resolve-refs.ts";

export function draftOf(
  state: CompanyState,
  numbering: Numbering,
  entity: KnownEntity,
  before: WireObject | undefined,
  body: Fields,
): Draft {
  const isSparse = body["sparse"] === true || body["sparse"] === "true";
  const merged = mergedFields(entity, before, body, isSparse);
  const known = before === undefined ? new Set<string>() : referredTo(before);
  const resolved = resolveRefs(state, merged, known);
  return {
    entity,
    state,
    before,
    fields: isFields(resolved) ? resolved : {},
    sent: new Set(Object.keys(body)),
    nowMs: state.nowMs(),
    numbering,
  };
}

/** Adds the members that every object has; the id of a new one is taken here. */
export function withMetadata(
  state: CompanyState,
  entity: KnownEntity,
  before: WireObject | undefined,
  completed: Fields,
): WireObject {
  const nowMs = state.nowMs();
  const own = Object.fromEntries(Object.entries(completed).filter(([, value]) => value !== undefined));
  const now = wireTime(nowMs);
  // Intuit's samples of adjustments show a bare day and no time of creation.
  const meta =
    entity === "InventoryAdjustment"
      ? { LastUpdatedTime: wireDay(nowMs) }
      : { CreateTime: before?.MetaData.CreateTime ?? now, LastUpdatedTime: now };
  return {
    ...own,
    domain: "QBO",
    sparse: false,
    Id: before?.Id ?? state.nextId(entity),
    SyncToken: before === undefined ? "0" : String(Number(before.SyncToken) + 1),
    MetaData: meta,
  };
}
