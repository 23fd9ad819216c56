// Intuit's two ways to write time: an instant with the Pacific offset of that day and no
// fraction (`2015-07-24T10:35:08-07:00`), and a calendar day (`2015-07-24`).
//
// Rows are rendered by the hundred thousand, so the calendar is arithmetic rather than Intl.

const dayMs = 86_400_000;
const hourMs = 3_600_000;

const pad = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** `YYYY-MM-DD` of a count of days since 1970-01-01. */
export function dayText(epochDay: number): string {
  const shifted = epochDay + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1;
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year}-${pad(month)}-${pad(day)}`;
}

/** Days since 1970-01-01 of `YYYY-MM-DD`; NaN when it is no such text. */
export const epochDay = (text: string): number => Math.floor(Date.parse(`${text}T00:00:00Z`) / dayMs);

export const addDays = (text: string, days: number): string => dayText(epochDay(text) + days);

const daylightByYear = new Map<number, { readonly from: number; readonly to: number }>();

/** The instants between which Pacific daylight time holds in a year: second Sunday of March to first of November. */
function daylight(year: number): { readonly from: number; readonly to: number } {
  const known = daylightByYear.get(year);
  if (known !== undefined) return known;
  const firstOfMarch = Date.UTC(year, 2, 1);
  const firstOfNovember = Date.UTC(year, 10, 1);
  const toSunday = (ms: number): number => (7 - new Date(ms).getUTCDay()) % 7;
  const span = {
    from: firstOfMarch + (toSunday(firstOfMarch) + 7) * dayMs + 10 * hourMs,
    to: firstOfNovember + toSunday(firstOfNovember) * dayMs + 9 * hourMs,
  };
  daylightByYear.set(year, span);
  return span;
}

/** Hours behind UTC on the Pacific coast at an instant: 7 in summer, 8 in winter. */
export function pacificHoursBehind(ms: number): 7 | 8 {
  const span = daylight(new Date(ms).getUTCFullYear());
  return ms >= span.from && ms < span.to ? 7 : 8;
}

let lastDay = Number.NaN;
let lastDayText = "";

/** `2015-07-24T10:35:08-07:00`; fractions of a second are dropped as Intuit drops them. */
export function wireTime(ms: number): string {
  const behind = pacificHoursBehind(ms);
  const local = ms - behind * hourMs;
  const day = Math.floor(local / dayMs);
  if (day !== lastDay) {
    lastDay = day;
    lastDayText = dayText(day);
  }
  const second = Math.floor((local - day * dayMs) / 1_000);
  const hour = Math.floor(second / 3_600);
  const minute = Math.floor((second % 3_600) / 60);
  return `${lastDayText}T${pad(hour)}:${pad(minute)}:${pad(second % 60)}-0${behind}:00`;
}

/** The calendar day on the Pacific coast, which is Intuit's "today". */
export const wireDay = (ms: number): string =>
  dayText(Math.floor((ms - pacificHoursBehind(ms) * hourMs) / dayMs));

/** The Pacific calendar day of an instant as a count of days. */
export const pacificEpochDay = (ms: number): number =>
  Math.floor((ms - pacificHoursBehind(ms) * hourMs) / dayMs);

/** The instant at a second of a Pacific calendar day. */
export function pacificInstant(day: number, secondOfDay: number): number {
  const guess = day * dayMs + secondOfDay * 1_000 + 8 * hourMs;
  return guess - (8 - pacificHoursBehind(guess)) * hourMs;
}

/** Epoch ms cut to whole seconds, the resolution of MetaData. */
export const wholeSecond = (ms: number): number => Math.floor(ms / 1_000) * 1_000;
