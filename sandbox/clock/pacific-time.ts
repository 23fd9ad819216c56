const hourMs = 3_600_000;
const changesOfYear = new Map<number, readonly [number, number]>();

/** First instants of daylight saving and of standard time in a year: 2 o'clock local, since 2007's rule. */
function changes(year: number): readonly [number, number] {
  const known = changesOfYear.get(year);
  if (known) return known;
  const marchFirst = new Date(Date.UTC(year, 2, 1)).getUTCDay();
  const novemberFirst = new Date(Date.UTC(year, 10, 1)).getUTCDay();
  const secondSunday = 8 + ((7 - marchFirst) % 7);
  const firstSunday = 1 + ((7 - novemberFirst) % 7);
  const found = [Date.UTC(year, 2, secondSunday, 10), Date.UTC(year, 10, firstSunday, 9)] as const;
  changesOfYear.set(year, found);
  return found;
}

/** Hours behind UTC in California at that instant: 7 in summer, 8 in winter. */
function pacificHoursBehind(atMs: number): 7 | 8 {
  const [begins, ends] = changes(new Date(atMs).getUTCFullYear());
  return atMs >= begins && atMs < ends ? 7 : 8;
}

/** `2020-09-29T05:58:07-07:00`: how Intuit writes an instant inside entities. */
export function pacificSeconds(atMs: number): string {
  const behind = pacificHoursBehind(atMs);
  return `${new Date(atMs - behind * hourMs).toISOString().slice(0, 19)}-0${behind}:00`;
}

/** `2020-09-29T05:58:07.300-07:00`: the `time` of an envelope. All recorded ones have three digits. */
export function pacificMilliseconds(atMs: number): string {
  const behind = pacificHoursBehind(atMs);
  return `${new Date(atMs - behind * hourMs).toISOString().slice(0, 23)}-0${behind}:00`;
}

/** Today in California, `YYYY-MM-DD`: CURRENT_DATE of the query language. */
export function pacificDate(atMs: number): string {
  return pacificSeconds(atMs).slice(0, 10);
}

const instant = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Epoch milliseconds of a date or date-time as clients write it; without an offset it is Pacific time.
 * undefined when it is no instant (a `+` of an offset that arrived as a space, for one).
 */
export function parseInstant(text: string): number | undefined {
  const match = instant.exec(text.trim());
  const day = match?.[1];
  if (day === undefined) return undefined;
  const time = match?.[2] ?? "00:00:00";
  const offset = match?.[3];
  const seconds = time.length === 5 ? `${time}:00` : time;
  const asUtc = Date.parse(`${day}T${seconds.slice(0, 12)}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  if (offset === "Z") return asUtc;
  if (offset === undefined) return asUtc + pacificHoursBehind(asUtc + 8 * hourMs) * hourMs;
  const digits = offset.replace(":", "");
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5));
  return asUtc - (digits.startsWith("-") ? -minutes : minutes) * 60_000;
}
