// Exchange rates are asked for as a list of all of them. Intuit does not say whether such a list shows
// every day's or today's only; where days are missing in it, those on which the books have documents in
// another currency are asked for one by one.

import { calendarDate, type CalendarDate } from "../core/calendar-date.ts";
import { asFirm } from "../db/scope.ts";
import { maxPageSize, queryPage } from "../quickbooks/query.ts";
import { listForeignDays, listRateDays } from "../store/list-rate-days.ts";
import { readRows } from "./incoming.ts";
import type { RunContext } from "./run-context.ts";
import { takePage } from "./take-page.ts";

/** Days asked for by one run, newest first; what is left comes with later runs. */
const mostDays = 400;

/** After so many days in a row without a rate that we lack, QuickBooks is taken to have no more. */
const fruitlessDays = 3;

/**
 * Takes in the rates of today and of the days on which the books have documents in other currencies, as
 * far as none are held of them. One metered call for each day that is asked for.
 */
export async function completeRates(context: RunContext): Promise<void> {
  const { organizationId, companyId } = context.lease;
  const held = new Set(await asFirm(organizationId, (sql) => listRateDays(sql, companyId)));
  const day = today(context);
  if (!held.has(day)) await takeDay(context, day, held);
  const from = context.run.company.syncFromOn;
  const foreign = await asFirm(organizationId, (sql) => listForeignDays(sql, companyId));
  const wanted = foreign.filter((one) => one <= day && (from === null || one >= from) && !held.has(one));
  let fruitless = 0;
  for (const one of wanted.slice(0, mostDays)) {
    if (held.has(one)) continue;
    fruitless = (await takeDay(context, one, held)) ? 0 : fruitless + 1;
    if (fruitless === fruitlessDays) return;
  }
}

/** Whether QuickBooks gave a rate that was not held. For a day without one it may give an earlier day's. */
async function takeDay(context: RunContext, day: CalendarDate, held: Set<string>): Promise<boolean> {
  const { client, signal } = context;
  const request = { asOf: day, startPosition: 1, maxResults: maxPageSize, signal };
  const page = await queryPage(client, "exchange_rate", request);
  const { incoming } = readRows("exchange_rate", page.rows, true);
  const readAt = page.time ?? context.clock.now();
  const counts = await takePage(context, { recordType: "exchange_rate", incoming, readAt });
  for (const sourceId of incoming.sourceIds) held.add(sourceId.split("@")[1] ?? "");
  return counts.created > 0;
}

function today(context: RunContext): CalendarDate {
  const { timeZone } = context.run.company;
  return calendarDate(context.clock.now().toLocaleDateString("en-CA", { timeZone }));
}
