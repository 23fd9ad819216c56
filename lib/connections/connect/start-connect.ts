import { requireCompany } from "#lib/auth/people/company-access.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import { systemClock, type Clock } from "#lib/core/clock.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";
import { authorizationUrl } from "#lib/quickbooks/oauth/authorization-url.ts";
import { discover } from "#lib/quickbooks/oauth/discovery.ts";
import { issueState } from "./consent-state.ts";
import { oauthApp } from "../refresh/configured-app.ts";

/**
 * Where to send the browser so that somebody can let us in. With a company, its connection is made or
 * renewed; without one, the company is made from what comes back.
 *
 * @throws AppError `request.not_found` for a company that the actor cannot see; `quickbooks.*` when
 * Intuit's addresses cannot be read.
 */
export async function startConnect(
  actor: PersonActor,
  company: CompanyId | null,
  clock: Clock = systemClock,
): Promise<string> {
  if (company) await requireCompany(actor, company);
  const app = oauthApp();
  // Read first: a state that nobody can use should not be stored.
  await discover(app.discoveryDocument);
  const state = await withTenant(actor.organizationId, async (sql) => {
    const issued = await issueState(sql, actor, company, clock);
    await recordAudit(sql, {
      organizationId: actor.organizationId,
      companyId: company,
      actor,
      action: "connection.started",
    });
    return issued;
  });
  return authorizationUrl(app, state);
}
