// Segments of our addresses, as ids of their kind.

import { z } from "zod";

import { parseCompanyId, parseSyncId } from "#lib/core/ids.ts";
import { recordTypeName } from "./record-type-name.ts";
import { sourceIdSegment } from "./source-id-input.ts";

export const companyParams = z.object({ companyId: z.uuid().transform(parseCompanyId) });
export const syncParams = z.object({ syncId: z.uuid().transform(parseSyncId) });
export const recordTypeParams = companyParams.extend({ recordType: recordTypeName });
export const recordParams = recordTypeParams.extend({
  sourceId: sourceIdSegment,
});
export const alertParams = z.object({ alertId: z.uuid() });
