// How a type is paged without skipping or repeating for ever, though its records move while it is read.
//
// Pages are ordered by LastUpdatedTime, then Id, and each starts at the second that the last one reached:
// what changes meanwhile moves behind the cursor's end and is met again there. A second that holds a
// whole page or more is read by offset, which is safe as far as it needs to be: nothing new can enter a
// second that is over, and what leaves it is met later.

import { AppError } from "#lib/core/app-error.ts";
import { maxPageSize } from "#lib/quickbooks/query.ts";
import type { WindowCursor } from "#lib/runs/progress/advance-run.ts";

export interface WindowRequest {
  readonly updatedFrom?: Date;
  readonly updatedTo?: Date;
  readonly orderBy: "updated" | "id";
  readonly startPosition: number;
}

/**
 * `stampMs`: how far apart two different LastUpdatedTimes of the type are at least. `size`: how many records
 * a page may hold.
 */
export function windowRequest(
  cursor: WindowCursor | null,
  stampMs: number,
  size = maxPageSize,
): WindowRequest {
  if (cursor === null) return { orderBy: "updated", startPosition: 1 };
  if (!isDense(cursor, size)) return { updatedFrom: cursor.windowAt, orderBy: "updated", startPosition: 1 };
  return {
    updatedFrom: cursor.windowAt,
    updatedTo: new Date(cursor.windowAt.getTime() + stampMs - 1000),
    orderBy: "id",
    startPosition: cursor.windowOffset + 1,
  };
}

export interface WindowProgress {
  /** Records that the page shows for the first time. */
  readonly fresh: number;
  /** Null: the type has been read to its end. */
  readonly next: WindowCursor | null;
}

/**
 * Where to go on after a page whose records have these times, in the page's order.
 *
 * @throws AppError `quickbooks.malformed` when the page would not lead forward.
 */
export function windowProgress(
  cursor: WindowCursor | null,
  updatedAt: readonly Date[],
  stampMs: number,
  size = maxPageSize,
): WindowProgress {
  const full = updatedAt.length >= size;
  if (cursor && isDense(cursor, size)) {
    const next = full
      ? { windowAt: cursor.windowAt, windowOffset: cursor.windowOffset + updatedAt.length }
      : { windowAt: new Date(cursor.windowAt.getTime() + stampMs), windowOffset: 0 };
    return { fresh: updatedAt.length, next };
  }
  const again = cursor ? Math.min(cursor.windowOffset, countAt(updatedAt, cursor.windowAt)) : 0;
  const fresh = updatedAt.length - again;
  if (!full) return { fresh, next: null };
  const lastAt = new Date(updatedAt.reduce((latest, at) => Math.max(latest, at.getTime()), 0));
  if (cursor && lastAt < cursor.windowAt) {
    throw new AppError("quickbooks.malformed", "query: a page lies before the time that was asked for");
  }
  return { fresh, next: { windowAt: lastAt, windowOffset: countAt(updatedAt, lastAt) } };
}

/** The cursor stands inside a second of which a whole page has been read. */
function isDense(cursor: WindowCursor, size: number): boolean {
  return cursor.windowOffset >= size;
}

function countAt(times: readonly Date[], at: Date): number {
  return times.filter((time) => time.getTime() === at.getTime()).length;
}
