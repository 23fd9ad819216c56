// Exchange rates are asked for as a list of all of them. Intuit does not say whether such a list shows
// every day's or today's only; where days are missing in it, those on which the books have documents in
// another currency are asked for, many in one call.

import { isAppError } from "#lib/core/app-error.ts";
import { parseCalendarDate, type CalendarDate } from "#lib/core/calendar-date.ts";
import { withTenant } from "#lib/db/scope.ts";
import { batchLimit, mostQuestions, type BatchQuestion } from "#lib/quickbooks/ask-batch.ts";
import { maxPageSize, queryPage } from "#lib/quickbooks/query.ts";
import type { QueryPage } from "#lib/quickbooks/answers/read-answer.ts";
import { countRateCurrencies, listForeignDays, listRateDays } from "#lib/store/read/list-rate-days.ts";
import { askPageInForm } from "./ask/ask-in-form.ts";
import { askTogether } from "./ask/ask-together.ts";
import { readRows } from "./map-rows.ts";
import type { RunContext } from "../run-context.ts";
import { ingestPage } from "./ingest-page.ts";

/** Days asked for by one run, newest first; what is left comes with later runs. */
const mostDays = 1000;

/**
 * Takes in the rates of today and of the days on which the books have documents in other currencies, as
 * far as none are stored of them. Takes no request where the list has shown them all, else one for every
 * thirty days, more where it has very many currencies.
 */
export async function completeRates(context: RunContext): Promise<void> {
  const { organizationId, companyId } = context.lease;
  const stored = new Set(await withTenant(organizationId, (sql) => listRateDays(sql, companyId)));
  const day = today(context);
  // As many as a day has had rates so far. While none is stored, one day tells.
  let widest = await withTenant(organizationId, (sql) => countRateCurrencies(sql, companyId));
  const take = async (days: readonly CalendarDate[]): Promise<number> => {
    const taken = await ingestDaysIfAskable(context, days, stored.size > 0);
    for (const one of [...days, ...taken.days]) stored.add(one);
    widest = Math.max(widest, taken.widest);
    return taken.created;
  };
  // Which days are foreign is known once there is a rate that names the home currency.
  if (!stored.has(day) && widest === 0) await take([day]);
  const from = context.run.company.syncFromOn;
  const foreign = await withTenant(organizationId, (sql) => listForeignDays(sql, companyId));
  const past = foreign.filter((one) => one < day && (from === null || one >= from));
  const wanted = [day, ...past].slice(0, mostDays);
  for (;;) {
    const next = wanted.filter((one) => !stored.has(one)).slice(0, daysAtOnce(widest));
    if (next.length === 0) return;
    // A day may be without a rate of its own; when many are, QuickBooks has no more.
    if ((await take(next)) === 0 && (next.length > 1 || widest === 0)) return;
  }
}

/** As many as one answer holds, by the most rates that a day has had so far. */
function daysAtOnce(widest: number): number {
  return widest === 0 ? 1 : Math.max(1, Math.min(mostQuestions, Math.floor((batchLimit - 1) / widest)));
}

interface IngestedDays {
  /** Rates that were not stored. */
  readonly created: number;
  /** Days of the rates: of one without a rate QuickBooks may give an earlier day's. */
  readonly days: readonly string[];
  /** The most rates that came for one day. */
  readonly widest: number;
}

/** Where rates were listed, that they cannot be asked for by their day too takes nothing away. */
async function ingestDaysIfAskable(
  context: RunContext,
  days: readonly CalendarDate[],
  hasSome: boolean,
): Promise<IngestedDays> {
  try {
    return await ingestDays(context, days);
  } catch (thrown) {
    if (!hasSome || !isAppError(thrown, "quickbooks.rejected")) throw thrown;
    return { created: 0, days: [], widest: 0 };
  }
}

async function ingestDays(context: RunContext, days: readonly CalendarDate[]): Promise<IngestedDays> {
  const pages = await askForDays(context, days);
  const { incoming } = readRows(
    "exchange_rate",
    pages.flatMap((page) => page.rows),
    true,
  );
  const readAt = pages[0]?.time ?? context.clock.now();
  const { created } = await ingestPage(context, { recordType: "exchange_rate", incoming, readAt });
  const widest = Math.max(0, ...pages.map((page) => page.rows.length));
  return { created, days: incoming.sourceIds.map((sourceId) => sourceId.split("@")[1] ?? ""), widest };
}

async function askForDays(context: RunContext, days: readonly CalendarDate[]): Promise<readonly QueryPage[]> {
  const { client, signal } = context;
  const requests = days.map((asOf) => ({ asOf, startPosition: 1, maxResults: maxPageSize, signal }));
  const questions = requests.map((page): BatchQuestion => ({
    kind: "page",
    recordType: "exchange_rate",
    page,
  }));
  const { answers } = questions.length > 1 ? await askTogether(client, questions, signal) : { answers: [] };
  const pages: QueryPage[] = [];
  for (const [place, request] of requests.entries()) {
    const answer = answers[place];
    if (answer?.kind === "page") {
      pages.push(answer.page);
      continue;
    }
    const alone = await askPageInForm(
      context,
      "exchange_rate",
      () => request,
      (inForm) => queryPage(client, "exchange_rate", inForm),
    );
    pages.push(alone.answer);
  }
  return pages;
}

function today(context: RunContext): CalendarDate {
  const { timeZone } = context.run.company;
  return parseCalendarDate(context.clock.now().toLocaleDateString("en-CA", { timeZone }));
}
