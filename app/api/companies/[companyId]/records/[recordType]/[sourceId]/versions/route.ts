import { everyone } from "#lib/core/role.ts";
import { recordParams } from "#lib/contracts/inputs/params.ts";
import { recordVersions } from "#lib/contracts/records.ts";
import { route } from "#lib/http/route.ts";
import { listRecordVersions } from "#lib/records/list-record-versions.ts";

export const GET = route(
  { roles: everyone, permission: "records:read", company: "params.companyId" },
  { params: recordParams, answer: recordVersions },
  async ({ actor, params }) => ({
    versions: await listRecordVersions(actor, params.companyId, params.recordType, params.sourceId),
  }),
);
