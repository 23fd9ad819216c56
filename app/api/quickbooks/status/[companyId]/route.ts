import { everyone } from "#lib/core/role.ts";
import { connectionStatusOf } from "#lib/connections/state/connection-status.ts";
import { companyParams } from "#lib/contracts/inputs/params.ts";
import { connectionStatus } from "#lib/contracts/quickbooks-connection.ts";
import { route } from "#lib/http/route.ts";

export const GET = route(
  { roles: everyone, permission: "companies:read", company: "params.companyId" },
  { params: companyParams, answer: connectionStatus },
  ({ actor, params }) => connectionStatusOf(actor.organizationId, params.companyId),
);
