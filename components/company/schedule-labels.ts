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
      return settings.everyMinutes === null ? "Every day" : `Every ${settings.everyMinutes} minutes`;
    case "paused":
      return "No scheduled syncs";
  }
}
