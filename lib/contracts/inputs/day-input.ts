// A calendar day from outside: one that exists, as people can mean it.

import { z } from "zod";

import { isCalendarDate } from "#lib/core/calendar-date.ts";

/** YYYY-MM-DD. As text such days sort like days. */
export const dayInput = z
  .string()
  .refine(
    (text) => isCalendarDate(text) && text >= "1900-01-01" && text <= "2999-12-31",
    "This is not a day between the years 1900 and 2999.",
  );
