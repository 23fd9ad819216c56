import { randomUUID } from "node:crypto";

import { withRealmClaim } from "#lib/connections/connect/realm-claim.ts";
import { storeConnection } from "#lib/connections/connect/store-connection.ts";
import { hashRealm } from "#lib/connections/realm-lookup.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import { parseCompanyId, parseRealmId, type CompanyId, type OrganizationId } from "#lib/core/ids.ts";
import { readTokenReply, isRejected } from "#lib/quickbooks/oauth/token-pair.ts";
import type { SandboxControl } from "./sandbox-control.ts";

export interface Client {
  readonly realmId: string;
  readonly companyId: CompanyId;
  readonly organizationId: OrganizationId;
}

/**
 * Connects a sandbox company as the callback of Intuit's consent does, consent itself left out. Its
 * first sync is on the queue when this resolves.
 */
export async function connectCompany(
  sandbox: SandboxControl,
  actor: PersonActor,
  realm: string,
): Promise<Client> {
  const body = { token_type: "bearer", ...(await sandbox.handOutTokens(realm)) };
  const pair = readTokenReply({ status: 200, body, intuitTid: null }, new Date());
  if (isRejected(pair)) throw new Error("the sandbox gave no tokens");
  const id = parseCompanyId(randomUUID());
  const realmHash = await hashRealm(parseRealmId(realm));
  const stored = await withRealmClaim({ environment: "sandbox", realmHash }, (claim) =>
    storeConnection({
      actor,
      wantedCompanyId: null,
      newCompanyId: id,
      claim,
      realmId: parseRealmId(realm),
      pair,
      profile: {
        name: `Company ${realm}`,
        legalName: null,
        country: "US",
        fiscalYearStartMonth: 1,
        timeZone: "America/Los_Angeles",
        subscription: null,
      },
    }),
  );
  if (stored.kind !== "stored") throw new Error("the company could not be connected");
  return { realmId: realm, companyId: id, organizationId: actor.organizationId };
}
