// Where two counts of a type differ, what is missing or too many is found by halving: counts of windows
// of LastUpdatedTime, QuickBooks' beside ours, lead to the few windows that must be read whole. Finding
// one missing record among a million costs about a dozen calls instead of a thousand.

import { withTenant } from "#lib/db/scope.ts";
import { countOf, maxPageSize } from "#lib/quickbooks/query.ts";
import { countLive, findMedianUpdate, listLive, type LiveWindow } from "#lib/store/read/live-window.ts";
import { askCountInForm, mayMissInactive } from "../read/ask/ask-in-form.ts";
import { wholeType, type Comparison } from "./compare-counts.ts";
import { askForMissing } from "../changes/delete-records.ts";
import { companyFilter } from "../read/ask/record-filter.ts";
import { readWindow } from "../read/read-type.ts";
import type { RunContext } from "../run-context.ts";

/** Windows of this many records are read rather than halved again. */
const smallWindow = 2 * maxPageSize;

interface CountedWindow {
  readonly window: LiveWindow;
  readonly theirs: number;
  readonly ours: number;
}

/** Takes in what QuickBooks has and we lack, and marks what we hold and it no longer has. */
export async function reconcileDifference(context: RunContext, found: Comparison): Promise<void> {
  const { recordType, sourceCount: theirs, ourCount: ours } = found;
  const waiting: CountedWindow[] = [{ window: wholeType(context, recordType), theirs, ours }];
  // Differences all over the place are found sooner by reading everything than by counting on.
  let countsLeft = Math.ceil(Math.max(theirs, ours) / maxPageSize) + 20;
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (part.theirs === part.ours) continue;
    const halves = countsLeft > 0 && isWorthHalving(part) ? await halve(context, part) : null;
    countsLeft -= 1;
    if (halves) waiting.push(...halves);
    else await reconcileWindow(context, part.window);
  }
}

function isWorthHalving({ window, theirs, ours }: CountedWindow): boolean {
  // Stamped with days, whose zone is unknown: cutting at one could count it twice or not at all.
  if (window.recordType === "inventory_adjustment") return false;
  return ours > 0 && Math.max(theirs, ours) > smallWindow;
}

async function halve(context: RunContext, part: CountedWindow): Promise<readonly CountedWindow[] | null> {
  const { window } = part;
  const { organizationId } = context.lease;
  const median = await withTenant(organizationId, (sql) => findMedianUpdate(sql, window));
  // All in one second: there is nothing left to cut.
  if (median === null || median.getTime() === window.updatedTo?.getTime()) return null;
  const early = { ...window, updatedTo: median };
  const late = { ...window, updatedFrom: new Date(median.getTime() + 1000) };
  const { answer: theirs, form } = await askCountInForm(
    context,
    window.recordType,
    { ...companyFilter(context), ...boundsOf(early) },
    (filter) => countOf(context.client, window.recordType, filter),
  );
  // Counted was all, or not all of the window: that leads nowhere.
  if (form.has("times") || mayMissInactive(window.recordType, form)) return null;
  const ours = await withTenant(organizationId, (sql) => countLive(sql, early));
  return [
    { window: early, theirs, ours },
    { window: late, theirs: part.theirs - theirs, ours: part.ours - ours },
  ];
}

async function reconcileWindow(context: RunContext, window: LiveWindow): Promise<void> {
  const stored = new Set(await withTenant(context.lease.organizationId, (sql) => listLive(sql, window)));
  await readWindow(context, window.recordType, boundsOf(window), (ids) =>
    ids.forEach((id) => stored.delete(id)),
  );
  await askForMissing(context, window.recordType, [...stored]);
}

function boundsOf(window: LiveWindow): { updatedFrom?: Date; updatedTo?: Date } {
  return {
    ...(window.updatedFrom ? { updatedFrom: window.updatedFrom } : {}),
    ...(window.updatedTo ? { updatedTo: window.updatedTo } : {}),
  };
}
