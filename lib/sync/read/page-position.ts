// Where a type's next page begins, and where the one after it does, in whatever form QuickBooks takes.
//
// Sorted and filtered by time, pages follow each other by LastUpdatedTime (see page-window). Where either is
// refused they follow by position, from the first: what is skipped because records move meanwhile is found
// by the count at the end and by the changes since, and read again. Such a position is kept as a cursor at
// the beginning of time, where no record is.

import type { RecordType } from "#lib/books/record-type.ts";
import { AppError } from "#lib/core/app-error.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import { maxPageSize } from "#lib/quickbooks/query.ts";
import type { QueryForm } from "#lib/quickbooks/query-form.ts";
import type { PageRequest } from "#lib/quickbooks/statement.ts";
import type { WindowCursor } from "#lib/runs/progress/advance-run.ts";
import type { DocumentDates } from "#lib/runs/request/document-dates.ts";
import { windowProgress, windowRequest, type WindowProgress } from "./page-window.ts";

/** As many come where no size is named. */
const usualSize = 100;

export interface WindowBounds {
  /** Documents of these days alone. */
  readonly dates?: DocumentDates | undefined;
  readonly updatedFrom?: Date | undefined;
  readonly updatedTo?: Date | undefined;
}

/**
 * A null cursor begins at the first record. Asks for `maxPageSize`, whatever the form lets QuickBooks be
 * told.
 *
 * @throws AppError `quickbooks.rejected` where the form can name no start position and a further page is
 * needed.
 */
export function positionRequest(
  form: QueryForm,
  recordType: RecordType,
  cursor: WindowCursor | null,
  bounds: WindowBounds,
): PageRequest {
  if (!isByTime(form)) {
    const startPosition = positionOf(cursor) + 1;
    assertReachable(form, startPosition);
    const { updatedFrom, updatedTo } = bounds;
    return { updatedFrom, updatedTo, startPosition, maxResults: maxPageSize };
  }
  const window = windowRequest(windowOf(cursor, bounds), stampMsOf(recordType), sizeOf(form));
  assertReachable(form, window.startPosition);
  const bound = bounds.updatedTo && !window.updatedTo ? { updatedTo: bounds.updatedTo } : {};
  return { ...window, ...bound, maxResults: maxPageSize };
}

/** Where to go on after a page whose records have these times. */
export function positionProgress(
  form: QueryForm,
  recordType: RecordType,
  cursor: WindowCursor | null,
  bounds: WindowBounds,
  updatedAt: readonly Date[],
): WindowProgress {
  const size = sizeOf(form);
  if (intuitEntity(recordType).access === "singleton") return { fresh: updatedAt.length, next: null };
  if (!isByTime(form)) {
    const next = { windowAt: beginning, windowOffset: positionOf(cursor) + updatedAt.length };
    return { fresh: updatedAt.length, next: updatedAt.length >= size ? next : null };
  }
  const progress = windowProgress(windowOf(cursor, bounds), updatedAt, stampMsOf(recordType), size);
  const { updatedTo } = bounds;
  const isBeyond = updatedTo !== undefined && progress.next !== null && progress.next.windowAt > updatedTo;
  return isBeyond ? { ...progress, next: null } : progress;
}

const beginning = new Date(0);

function isByTime(form: QueryForm): boolean {
  return !form.has("order") && !form.has("times");
}

function sizeOf(form: QueryForm): number {
  return form.has("size") ? usualSize : maxPageSize;
}

/** What a cursor by time has seen cannot be told by position: then it begins anew. */
function positionOf(cursor: WindowCursor | null): number {
  return cursor?.windowAt.getTime() === 0 ? cursor.windowOffset : 0;
}

/** A cursor by position means nothing by time, so that reading by time begins anew. */
function windowOf(cursor: WindowCursor | null, { updatedFrom }: WindowBounds): WindowCursor | null {
  if (cursor !== null && cursor.windowAt.getTime() > 0) return cursor;
  return updatedFrom ? { windowAt: updatedFrom, windowOffset: 0 } : null;
}

function assertReachable(form: QueryForm, startPosition: number): void {
  if (startPosition === 1 || !form.has("start")) return;
  throw new AppError(
    "quickbooks.rejected",
    "QuickBooks takes no question that leads to the rest of the records",
  );
}

const secondMs = 1000;
const dayMs = 24 * 60 * 60 * 1000;

/** InventoryAdjustment is stamped with a day only. */
function stampMsOf(recordType: RecordType): number {
  return recordType === "inventory_adjustment" ? dayMs : secondMs;
}
