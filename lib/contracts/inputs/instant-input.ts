// An instant from outside: ISO 8601 with an offset.

import { z } from "zod";

/* What a screen can show with four digits of a year in every time zone. */
const earliest = Date.parse("1900-01-01T00:00:00Z");
const latest = Date.parse("2999-12-31T00:00:00Z");

/** "2026-11-26T10:00:00+05:00" → the Date, which is 05:00 UTC. */
export const instantInput = z
  .string()
  .max(64)
  // In an address an unescaped plus arrives as a space, and where it stood only one sign was possible.
  .transform((text) => text.replace(/ (?=\d{2}:\d{2}$)/, "+"))
  .pipe(z.iso.datetime({ offset: true }))
  .transform((text) => new Date(text))
  .refine(isInRange, "This is not a time between the years 1900 and 2999.");

function isInRange(instant: Date): boolean {
  return instant.getTime() >= earliest && instant.getTime() <= latest;
}
