import { staff } from "#lib/auth/roles.ts";
import { companyParams } from "#lib/contracts/inputs/params.ts";
import { ignoreFailuresAnswer, ignoreFailuresBody } from "#lib/contracts/record-failures.ts";
import { withTenant } from "#lib/db/scope.ts";
import { route } from "#lib/http/route.ts";
import { ignoreFailures } from "#lib/sync/schedule/retry-failures.ts";

/** Off the list of what needs a person; kept, and imported all the same once it can be. */
export const POST = route(
  { roles: staff, company: "params.companyId" },
  { params: companyParams, body: ignoreFailuresBody, answer: ignoreFailuresAnswer },
  async ({ viewer, params, body }) => ({
    records: await withTenant(viewer.organizationId, (sql) =>
      ignoreFailures(sql, params.companyId, body.ids),
    ),
  }),
);
