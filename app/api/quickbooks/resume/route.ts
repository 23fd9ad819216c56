import { staff } from "#lib/core/role.ts";
import { connectionStatusOf } from "#lib/connections/state/connection-status.ts";
import { resumeConnection } from "#lib/connections/state/pause-connection.ts";
import { connectionRequest, connectionStatus } from "#lib/contracts/quickbooks-connection.ts";
import { route } from "#lib/http/route.ts";

export const POST = route(
  { roles: staff, company: "body.companyId" },
  { body: connectionRequest, answer: connectionStatus },
  async ({ actor, body }) => {
    await resumeConnection(actor, body.companyId);
    return connectionStatusOf(actor.organizationId, body.companyId);
  },
);
