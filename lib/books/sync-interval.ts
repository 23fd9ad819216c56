// How long the clock leaves between two syncs of a company, in TypeScript and as SQL over its row. The clock
// plans by it, and by it alone a company is overdue.

import type { SyncSchedule } from "#prisma/generated/enums.ts";

/** More often than this only webhooks ask. */
export const leastMinutes = 5;
/** Where a company has chosen its own interval and the number is missing. */
const defaultMinutes = 60;

const fixedMinutes = { daily: 1440, hourly: 60 } as const satisfies Partial<Record<SyncSchedule, number>>;

/** Null while paused. */
export function syncIntervalMinutes(schedule: SyncSchedule, everyMinutes: number | null): number | null {
  switch (schedule) {
    case "daily":
    case "hourly":
      return fixedMinutes[schedule];
    case "custom":
      return Math.max(everyMinutes ?? defaultMinutes, leastMinutes);
    case "paused":
      return null;
  }
}

/** The same as {@link syncIntervalMinutes}. @param company Name of a row of companies. */
export function syncIntervalMinutesSql(company: string): string {
  return `CASE ${company}.sync_schedule
    WHEN 'daily' THEN ${fixedMinutes.daily} WHEN 'hourly' THEN ${fixedMinutes.hourly}
    WHEN 'custom' THEN greatest(coalesce(${company}.sync_every_minutes, ${defaultMinutes}), ${leastMinutes}) END`;
}
