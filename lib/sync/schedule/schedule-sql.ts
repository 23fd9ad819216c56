// When a company is next due, as SQL over its row, so that ten thousand are planned in one statement.
// PostgreSQL knows the time zones: a day of 23 or 25 hours needs nothing of us.

import { syncIntervalMinutesSql } from "#lib/books/sync-interval.ts";

// Daily syncs of companies with one quiet hour are spread over most of it.
const spreadMinutes = 50;

const dailyAt = (day: string): string => `((${day} + make_interval(hours => company.quiet_hour,
  mins => abs(hashtext(company.id::text) % ${spreadMinutes}))) AT TIME ZONE company.time_zone)`;

/** Next moment of the daily sync after `now`, in the company's own zone. */
const nextDaily = (now: string): string => {
  const today = `date_trunc('day', ${now} AT TIME ZONE company.time_zone)`;
  return `CASE WHEN ${dailyAt(today)} > ${now} THEN ${dailyAt(today)}
    ELSE ${dailyAt(`(${today} + interval '1 day')`)} END`;
};

/** Keeps its beat: whatever was missed is not made up for one by one, and does not shift what follows. */
const nextTick = (now: string, minutes: string): string => `(
  coalesce(least(company.next_sync_at, ${now}), ${now}) + make_interval(mins => ${minutes}) * (1 + floor(
    extract(epoch FROM ${now} - coalesce(least(company.next_sync_at, ${now}), ${now})) / (60 * ${minutes}))))`;

/**
 * Expression over a row `company` of companies. Null while paused.
 *
 * @param now SQL of the present moment, a timestamptz.
 * @param isThrottled SQL that is true where the month's allowance of calls runs out: then all sync daily.
 */
export function nextSyncAt(now: string, isThrottled: string): string {
  return `CASE
    WHEN company.sync_schedule = 'paused' THEN NULL
    WHEN company.sync_schedule = 'daily' OR ${isThrottled} THEN ${nextDaily(now)}
    ELSE ${nextTick(now, `(${syncIntervalMinutesSql("company")})`)} END`;
}

/**
 * When a company that QuickBooks refuses since `since` is asked again: after as long as it has been rejected
 * so far, a quarter of an hour at least and a day at most.
 */
export function nextProbeAt(now: string, since: string): string {
  return `${now} + least(greatest(${now} - ${since}, interval '15 minutes'), interval '1 day')`;
}
