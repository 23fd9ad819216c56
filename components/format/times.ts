export { formatInstant as formatExact } from "#lib/core/format-instant.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** "3 min ago", "in 2 h"; further than 30 days away, the day itself. */
export function formatRelative(instant: Date, now: Date): string {
  const awayMs = instant.getTime() - now.getTime();
  const distance = Math.abs(awayMs);
  if (distance > 30 * day) return formatDay(instant.toISOString().slice(0, 10));
  if (distance < 10 * second) return awayMs > second ? "in a moment" : "just now";
  const text = asSentence(distance);
  return awayMs > 0 ? `in ${text}` : `${text} ago`;
}

function asSentence(distance: number): string {
  if (distance < minute) return `${Math.floor(distance / second)} s`;
  if (distance < hour) return `${Math.floor(distance / minute)} min`;
  if (distance < day) return `${Math.floor(distance / hour)} h`;
  const days = Math.floor(distance / day);
  return days === 1 ? "1 day" : `${days} days`;
}

/** How long there still is until a limit: "98 days left", "4 years left", "ended". */
export function formatLeft(instant: Date, now: Date): string {
  const leftMs = instant.getTime() - now.getTime();
  if (leftMs <= 0) return "ended";
  if (leftMs < 2 * day) return `${asSentence(leftMs)} left`;
  const days = Math.floor(leftMs / day);
  return days < 730 ? `${days} days left` : `${Math.round(days / 365.25)} years left`;
}

/** A calendar day, "2026-11-21" → "Nov 21, 2026". Has no zone, so none may shift it. */
export function formatDay(date: string): string {
  return new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** "820 ms", "12.4 s", "4 min 10 s", "2 h 5 min". */
export function formatDuration(durationMs: number): string {
  if (durationMs < second) return `${Math.max(0, Math.round(durationMs))} ms`;
  if (durationMs < minute) return `${(Math.floor(durationMs / 100) / 10).toFixed(1)} s`;
  if (durationMs < hour) return pair(durationMs, minute, "min", second, "s");
  if (durationMs < day) return pair(durationMs, hour, "h", minute, "min");
  return pair(durationMs, day, "d", hour, "h");
}

function pair(durationMs: number, big: number, bigName: string, small: number, smallName: string): string {
  const bigs = Math.floor(durationMs / big);
  const smalls = Math.floor((durationMs % big) / small);
  return smalls === 0 ? `${bigs} ${bigName}` : `${bigs} ${bigName} ${smalls} ${smallName}`;
}

/** Hour of the day as people say it: 0 → "12 AM", 15 → "3 PM". */
export function formatHour(hourOfDay: number): string {
  return `${((hourOfDay + 11) % 12) + 1} ${hourOfDay < 12 ? "AM" : "PM"}`;
}
