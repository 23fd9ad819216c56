import { isWireRecord } from "#lib/quickbooks/wire/wire-record.ts";

/**
 * How long a time activity took, as timesheets write it: "7:30". QuickBooks says it in hours and minutes,
 * or by start, end and break. Null where it says neither.
 */
export function hoursOf(activity: unknown): string | null {
  if (!isWireRecord(activity)) return null;
  const said = minutesIn(activity, "Hours", "Minutes");
  const minutes = said ?? minutesBetween(activity);
  if (minutes === null) return null;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

type Activity = Readonly<Record<string, unknown>>;

function minutesIn(activity: Activity, hours: string, minutes: string): number | null {
  const [inHours, inMinutes] = [wholeOf(activity[hours]), wholeOf(activity[minutes])];
  return inHours === null && inMinutes === null ? null : (inHours ?? 0) * 60 + (inMinutes ?? 0);
}

function minutesBetween(activity: Activity): number | null {
  const [start, end] = [instantOf(activity["StartTime"]), instantOf(activity["EndTime"])];
  if (start === null || end === null || end < start) return null;
  const pause = minutesIn(activity, "BreakHours", "BreakMinutes") ?? 0;
  return Math.max(0, Math.round((end - start) / 60_000) - pause);
}

function wholeOf(value: unknown): number | null {
  if (typeof value !== "number" && typeof value !== "string") return null;
  const figure = value === "" ? Number.NaN : Number(value);
  return Number.isFinite(figure) && figure >= 0 ? Math.round(figure) : null;
}

function instantOf(value: unknown): number | null {
  const instant = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(instant) ? null : instant;
}
