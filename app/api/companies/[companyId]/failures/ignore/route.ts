import { staff } from "#lib/core/role.ts";
import { companyParams } from "#lib/contracts/inputs/params.ts";
import { ignoreFailuresAnswer, ignoreFailuresBody } from "#lib/contracts/record-failures.ts";
import { route } from "#lib/http/route.ts";
import { ignoreRejectedRecords } from "#lib/records/ignore-rejected-records.ts";

/** Off the list of what needs attention; kept, and imported all the same once it can be. */
export const POST = route(
  { roles: staff, permission: "records:write", company: "params.companyId" },
  { params: companyParams, body: ignoreFailuresBody, answer: ignoreFailuresAnswer },
  ({ actor, params, body }) => ignoreRejectedRecords(actor, params.companyId, body.ids),
);
