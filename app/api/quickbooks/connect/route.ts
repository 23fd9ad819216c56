import { staff } from "#lib/core/role.ts";
import { startConnect } from "#lib/connections/connect/start-connect.ts";
import { connectAnswer, connectRequest } from "#lib/contracts/quickbooks-connection.ts";
import { route } from "#lib/http/route.ts";

export const POST = route(
  { roles: staff, company: "body.companyId" },
  { body: connectRequest, answer: connectAnswer },
  async ({ actor, body }) => {
    const address = await startConnect(actor, body.companyId);
    return { authorizationUrl: address, authUrl: address };
  },
);
