import type { WireObject } from "../company/company.ts";
import { wireTime } from "../company/wire-time.ts";

/** The members that every list object ends with, in Intuit's order: what is its own goes first. */
export function listObject(
  id: string,
  createdMs: number,
  updatedMs: number,
  own: Readonly<Record<string, unknown>>,
  syncToken = 0,
): WireObject {
  return {
    ...own,
    domain: "QBO",
    sparse: false,
    Id: id,
    SyncToken: String(syncToken),
    MetaData: { CreateTime: wireTime(createdMs), LastUpdatedTime: wireTime(updatedMs) },
  };
}

/** Leaves out what Intuit leaves out: members that are null, undefined or empty text. */
export function present(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(members))
    if (value !== undefined && value !== null && value !== "") kept[key] = value;
  return kept;
}
