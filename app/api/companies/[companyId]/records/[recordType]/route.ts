import { everyone } from "#lib/core/role.ts";
import { recordTypeParams } from "#lib/contracts/inputs/params.ts";
import { recordList, recordsQuery } from "#lib/contracts/records.ts";
import { route } from "#lib/http/route.ts";
import { listRecords } from "#lib/records/list-records.ts";

export const GET = route(
  { roles: everyone, permission: "records:read", company: "params.companyId" },
  { params: recordTypeParams, query: recordsQuery, answer: recordList },
  ({ actor, params, query }) => listRecords(actor, params.companyId, params.recordType, query),
);
