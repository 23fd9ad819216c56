// A time zone from outside, by IANA's name.

import { z } from "zod";

import { canonicalTimeZone } from "#lib/core/time-zone.ts";

/** Becomes the one name that Node and PostgreSQL both know it by. */
export const timeZoneInput = z
  .string()
  .max(60)
  .transform((name, context) => {
    const zone = canonicalTimeZone(name);
    if (zone !== null) return zone;
    context.issues.push({ code: "custom", message: "This is not a time zone.", input: name });
    return z.NEVER;
  });
