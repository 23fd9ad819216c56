// Intuit's id of a record, from outside.

import { z } from "zod";

import { longestSourceId, parseSourceId } from "#lib/core/ids.ts";
import { textInput } from "./text-input.ts";

export const sourceIdInput = textInput({ min: 1, max: longestSourceId }).transform(parseSourceId);

/** %E9%8A%80: what a character of an address can come to. */
const longestEncoded = 9;

/** As a segment of an address, which Next hands over still encoded. */
export const sourceIdSegment = z
  .string()
  .max(longestSourceId * longestEncoded)
  .transform((segment, context) => {
    try {
      return decodeURIComponent(segment);
    } catch {
      context.issues.push({ code: "custom", message: "This is not an address.", input: segment });
      return z.NEVER;
    }
  })
  .pipe(sourceIdInput);
