// Segments of our addresses, as ids of their kind.

import { z } from "zod";

import { companyId, sourceId, syncId } from "../core/ids.ts";
import { recordTypeName } from "./record-type-name.ts";

export const companyParams = z.object({ companyId: z.uuid().transform(companyId) });
export const syncParams = z.object({ syncId: z.uuid().transform(syncId) });
export const recordTypeParams = companyParams.extend({ recordType: recordTypeName });
export const recordParams = recordTypeParams.extend({
  /* Next hands segments over still encoded. */
  sourceId: z
    .string()
    .min(1)
    .max(200)
    .transform((text) => sourceId(decodeURIComponent(text))),
});
export const alertParams = z.object({ alertId: z.uuid() });
