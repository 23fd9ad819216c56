// Exchange rates are asked for as a list of all of them. Intuit does not say whether such a list shows
// every day's or today's only; where days are missing in it, those on which the books have documents in
// another currency are asked for, many in one call.

import { isAppError } from "../core/app-error.ts";
import { calendarDate, type CalendarDate } from "../core/calendar-date.ts";
import { asFirm } from "../db/scope.ts";
import { batchLimit, mostQuestions } from "../quickbooks/ask-batch.ts";
import { queryBatch } from "../quickbooks/query-batch.ts";
import { maxPageSize, queryPage } from "../quickbooks/query.ts";
import type { PageRequest } from "../quickbooks/statement.ts";
import { listForeignDays, listRateDays } from "../store/list-rate-days.ts";
import { askPageInForm } from "./ask-in-form.ts";
import { readRows } from "./incoming.ts";
import type { RunContext } from "./run-context.ts";
import { takePage } from "./take-page.ts";

/** Days asked for by one run, newest first; what is left comes with later runs. */
const mostDays = 1000;

/**
 * Takes in the rates of today and of the days on which the books have documents in other currencies, as
 * far as none are held of them. Costs a metered call or two where QuickBooks has no more than were
 * listed, else one for every thirty days, fewer where it has very many currencies.
 */
export async function completeRates(context: RunContext): Promise<void> {
  const { organizationId, companyId } = context.lease;
  const held = new Set(await asFirm(organizationId, (sql) => listRateDays(sql, companyId)));
  const day = today(context);
  let widest = 0;
  const take = async (days: readonly CalendarDate[]): Promise<number> => {
    const taken = await takeDaysIfAskable(context, days, held.size > 0);
    for (const one of [...days, ...taken.days]) held.add(one);
    widest = Math.max(widest, taken.widest);
    return taken.created;
  };
  if (!held.has(day)) await take([day]);
  const from = context.run.company.syncFromOn;
  const foreign = await asFirm(organizationId, (sql) => listForeignDays(sql, companyId));
  const wanted = foreign.filter((one) => one <= day && (from === null || one >= from)).slice(0, mostDays);
  for (;;) {
    const next = wanted.filter((one) => !held.has(one)).slice(0, daysAtOnce(widest));
    if (next.length === 0) return;
    // A day may be without a rate of its own; when many are, QuickBooks has no more.
    if ((await take(next)) === 0 && (next.length > 1 || widest === 0)) return;
  }
}

/** As many as one answer holds, by the most rates that a day has had so far. */
function daysAtOnce(widest: number): number {
  return widest === 0 ? 1 : Math.max(1, Math.min(mostQuestions, Math.floor((batchLimit - 1) / widest)));
}

interface TakenDays {
  /** Rates that were not held. */
  readonly created: number;
  /** Days of the rates: of one without a rate QuickBooks may give an earlier day's. */
  readonly days: readonly string[];
  /** The most rates that came for one day. */
  readonly widest: number;
}

/** Where rates were listed, that they cannot be asked for by their day too takes nothing away. */
async function takeDaysIfAskable(
  context: RunContext,
  days: readonly CalendarDate[],
  hasSome: boolean,
): Promise<TakenDays> {
  try {
    return await takeDays(context, days);
  } catch (thrown) {
    if (!hasSome || !isAppError(thrown, "quickbooks.rejected")) throw thrown;
    return { created: 0, days: [], widest: 0 };
  }
}

async function takeDays(context: RunContext, days: readonly CalendarDate[]): Promise<TakenDays> {
  const pages = await askForDays(context, days);
  const { incoming } = readRows(
    "exchange_rate",
    pages.flatMap((page) => page.rows),
    true,
  );
  const readAt = pages[0]?.time ?? context.clock.now();
  const { created } = await takePage(context, { recordType: "exchange_rate", incoming, readAt });
  const widest = Math.max(0, ...pages.map((page) => page.rows.length));
  return { created, days: incoming.sourceIds.map((sourceId) => sourceId.split("@")[1] ?? ""), widest };
}

async function askForDays(context: RunContext, days: readonly CalendarDate[]) {
  const { client, signal } = context;
  const requests = days.map((asOf) => ({ asOf, startPosition: 1, maxResults: maxPageSize, signal }));
  if (requests.length > 1) {
    const pages = await batchOf(requests);
    if (pages) return pages;
  }
  const pages = [];
  for (const request of requests) {
    const { answer } = await askPageInForm(
      context,
      "exchange_rate",
      () => request,
      (inForm) => queryPage(client, "exchange_rate", inForm),
    );
    pages.push(answer);
  }
  return pages;

  /** Null when QuickBooks does not take them together, or its answer may have been cut. */
  async function batchOf(together: readonly PageRequest[]) {
    try {
      return await queryBatch(client, "exchange_rate", together, signal);
    } catch (thrown) {
      if (isAppError(thrown, "quickbooks.rejected") || isAppError(thrown, "quickbooks.malformed"))
        return null;
      throw thrown;
    }
  }
}

function today(context: RunContext): CalendarDate {
  const { timeZone } = context.run.company;
  return calendarDate(context.clock.now().toLocaleDateString("en-CA", { timeZone }));
}
