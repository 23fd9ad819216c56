import { everyone } from "#lib/core/role.ts";
import { recordParams } from "#lib/contracts/inputs/params.ts";
import { recordDetail } from "#lib/contracts/records.ts";
import { route } from "#lib/http/route.ts";
import { getRecord } from "#lib/records/get-record.ts";

/** With its lines and links. */
export const GET = route(
  { roles: everyone, permission: "records:read", company: "params.companyId" },
  { params: recordParams, answer: recordDetail },
  ({ actor, params }) => getRecord(actor, params.companyId, params.recordType, params.sourceId),
);
