// The days of documents that a run is asked for, and how two requests for the same company become one.

import type { SyncKind } from "#lib/contracts/sync-run.ts";
import { parseCalendarDate, type CalendarDate } from "#lib/core/calendar-date.ts";

/** Days of documents, both inclusive; null where there is no bound. */
export interface DocumentDates {
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
}

/**
 * The smallest range that covers both. None means all days to a full sync, which reads everything, and no
 * documents beside the changed ones to an incremental one.
 */
export function widenDates(
  kind: SyncKind,
  left: DocumentDates | null,
  right: DocumentDates | null,
): DocumentDates | null {
  if (left === null || right === null) return kind === "full" ? null : (left ?? right);
  return {
    from: left.from === null || right.from === null ? null : left.from < right.from ? left.from : right.from,
    to: left.to === null || right.to === null ? null : left.to > right.to ? left.to : right.to,
  };
}

/** Reads what is stored on a run. */
export function readDates(from: string | null, to: string | null): DocumentDates | null {
  if (from === null && to === null) return null;
  return {
    from: from === null ? null : parseCalendarDate(from),
    to: to === null ? null : parseCalendarDate(to),
  };
}
