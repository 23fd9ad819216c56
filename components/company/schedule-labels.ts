import { syncIntervalMinutes } from "#lib/books/sync-interval.ts";
import type { SyncSettings } from "#lib/contracts/company.ts";
import { formatHour } from "../format/times.ts";

export function describeSchedule(
  settings: Pick<SyncSettings, "schedule" | "everyMinutes" | "quietHour">,
): string {
  switch (settings.schedule) {
    case "daily":
      return `Every day at ${formatHour(settings.quietHour)}`;
    case "hourly":
      return "Every hour";
    case "custom":
      return `Every ${syncIntervalMinutes("custom", settings.everyMinutes)} minutes`;
    case "paused":
      return "No scheduled syncs";
  }
}
