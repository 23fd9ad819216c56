/**
 * "Nov 21, 2026, 3:16:22 AM PST": an instant as people say it, in a zone by IANA's name; without one, in
 * this machine's.
 */
export function formatInstant(instant: Date, timeZone?: string): string {
  const format = new Intl.DateTimeFormat("en-US", {
    dateStyle: "medium",
    timeStyle: "long",
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  // Node puts a narrow space before AM, Chromium a plain one: server and browser must write the same.
  return format.format(instant).replaceAll("\u202f", " ");
}

/** "Nov 21, 2026": the day that it is in that zone. */
export function formatDayOf(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone }).format(instant);
}
