import { staff } from "#lib/core/role.ts";
import { disconnect } from "#lib/connections/state/disconnect.ts";
import { connectionRequest, disconnectAnswer } from "#lib/contracts/quickbooks-connection.ts";
import { route } from "#lib/http/route.ts";

export const POST = route(
  { roles: staff, company: "body.companyId" },
  { body: connectionRequest, answer: disconnectAnswer },
  ({ actor, body }) => disconnect(actor, body.companyId),
);
