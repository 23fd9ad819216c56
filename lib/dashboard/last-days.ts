import { DateTime } from "luxon";

export interface DayStart {
  /** YYYY-MM-DD in the zone. */
  readonly day: string;
  readonly startsAt: Date;
}

/**
 * The last `count` calendar days of a time zone, today last. A day may have 23 or 25 hours, or begin at one
 * o'clock, so each start is asked of the calendar and never reckoned from the one before.
 */
export function lastDays(now: Date, timeZone: string, count: number): DayStart[] {
  const today = DateTime.fromJSDate(now, { zone: timeZone }).startOf("day");
  return Array.from({ length: count }, (_, index) => {
    const start = today.minus({ days: count - 1 - index }).startOf("day");
    return { day: start.toFormat("yyyy-MM-dd"), startsAt: start.toJSDate() };
  });
}
