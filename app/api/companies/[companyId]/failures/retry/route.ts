import { staff } from "#lib/core/role.ts";
import { companyParams } from "#lib/contracts/inputs/params.ts";
import { retryFailuresAnswer, retryFailuresBody } from "#lib/contracts/record-failures.ts";
import { route } from "#lib/http/route.ts";
import { retryRejectedRecords } from "#lib/records/retry-rejected-records.ts";

/** 202: a sync of these records is on the queue. */
export const POST = route(
  { roles: staff, permission: "syncs:write", company: "params.companyId" },
  { params: companyParams, body: retryFailuresBody, answer: retryFailuresAnswer, status: 202 },
  ({ actor, params, body }) => retryRejectedRecords(actor, params.companyId, body),
);
