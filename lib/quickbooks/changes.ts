// Change data capture: one metered call for what changed in many types, deletions included.
// Source: Intuit's page on change data capture. It has no paging and no sign of truncation.

import type { RecordType } from "#lib/books/record-type.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { QuickBooksClient } from "./client.ts";
import { intuitEntity } from "./entities.ts";
import { readGroups, type ReadGroups } from "./answers/read-groups.ts";
import type { WireRecord } from "./wire/wire-record.ts";

export interface Changes extends ReadGroups {
  /** The answer is full: ask each type by LastUpdatedTime instead of believing that this is all. */
  readonly maybeTruncated: boolean;
  /** Intuit's clock when it answered; null when it did not say. */
  readonly time: Date | null;
}

/** Most objects that one answer can hold, over all types together. */
export const changesLimit = 1000;

/** Intuit looks back 30 days; a day is kept in reserve for clocks and time zones. */
export const changesReachMs = 29 * 24 * 60 * 60 * 1000;

/** @throws AppError `request.invalid` for a type that change data capture does not report. */
export async function fetchChanges(
  client: QuickBooksClient,
  recordTypes: readonly RecordType[],
  since: Date,
  signal?: AbortSignal,
): Promise<Changes> {
  const entities = recordTypes.map(intuitEntity);
  const outside = entities.find((entity) => !entity.inChanges);
  if (outside) throw new AppError("request.invalid", `${outside.queryName} is not in change data capture`);
  if (entities.length === 0) throw new AppError("request.invalid", "no type to ask changes of");
  const reply = await client.call({
    kind: "changes",
    method: "GET",
    path: "cdc",
    query: {
      entities: entities.map((entity) => entity.queryName).join(","),
      changedSince: `${since.toISOString().slice(0, 19)}Z`,
    },
    signal,
  });
  return parseChanges(reply.body, recordTypes, reply.time);
}

/** What the answer holds of the types that were asked for, and of which of them it does not tell. */
export function parseChanges(body: WireRecord, asked: readonly RecordType[], time: Date | null): Changes {
  const groups = readGroups(body["CDCResponse"], asked);
  return { ...groups, maybeTruncated: groups.total >= changesLimit, time };
}
