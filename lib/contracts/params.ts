// Segments of our addresses, as ids of their kind.

import { z } from "zod";

import { companyId, longestSourceId, sourceId, syncId } from "../core/ids.ts";
import { recordTypeName } from "./record-type-name.ts";

/** %E9%8A%80: what a character of an address can come to. */
const longestEncoded = 9;

export const companyParams = z.object({ companyId: z.uuid().transform(companyId) });
export const syncParams = z.object({ syncId: z.uuid().transform(syncId) });
export const recordTypeParams = companyParams.extend({ recordType: recordTypeName });
export const recordParams = recordTypeParams.extend({
  /* Next hands segments over still encoded. */
  sourceId: z
    .string()
    .min(1)
    .max(longestSourceId * longestEncoded)
    .transform((text) => sourceId(decodeURIComponent(text))),
});
export const alertParams = z.object({ alertId: z.uuid() });
