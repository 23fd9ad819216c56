import { everyone } from "#lib/core/role.ts";
import { companyParams } from "#lib/contracts/inputs/params.ts";
import { recordFailureList, recordFailuresQuery } from "#lib/contracts/record-failures.ts";
import { route } from "#lib/http/route.ts";
import { listRecordFailures } from "#lib/records/list-record-failures.ts";

export const GET = route(
  { roles: everyone, permission: "records:read", company: "params.companyId" },
  { params: companyParams, query: recordFailuresQuery, answer: recordFailureList },
  ({ actor, params, query }) => listRecordFailures(actor, params.companyId, query),
);
