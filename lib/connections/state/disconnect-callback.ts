// Where Intuit sends a browser after somebody has disconnected us inside QuickBooks, and when a grant
// nears its end. Whoever opens these addresses may have typed them: they name a realm and prove nothing.

import { countAttempt } from "#lib/auth/sessions/attempt-limits.ts";
import { companyVisibleSql } from "#lib/auth/visible-companies.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import { config } from "#lib/config/config.ts";
import { parseRealmId, type CompanyId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";
import { enqueue } from "#lib/queue/enqueue.ts";
import { grantStates } from "#lib/books/connection-state.ts";
import { hashRealm } from "../realm-lookup.ts";

/**
 * Queues a look at the grant, one per company however often the page is opened. The look is a refresh of the
 * tokens, so only who may see the company causes it; a stranger's visit changes nothing, and the next sync
 * finds out.
 *
 * @throws AppError `auth.throttled` for a person who keeps opening it, `request.invalid`.
 */
export async function noteDisconnectedAtIntuit(actor: PersonActor, realm: string): Promise<void> {
  await countAttempt("landing", actor.userId);
  const realmHash = await hashRealm(parseRealmId(realm));
  await withTenant(actor.organizationId, async (sql) => {
    const { rows } = await sql.query<{ company_id: CompanyId }>(
      `SELECT company_id FROM quickbooks_connections
        WHERE environment = $1 AND realm_id_hash = $2
          AND state = ANY ($3::text[]) AND ${companyVisibleSql(actor, "company_id")}`,
      [config().quickbooks.environment, realmHash, grantStates],
    );
    for (const row of rows) await enqueue(sql, "verify_connection", { companyId: row.company_id });
  });
}

/** The person's company behind a realm; null when it is none of theirs. */
export async function findCompanyOfRealm(actor: PersonActor, realm: string): Promise<CompanyId | null> {
  const realmHash = await hashRealm(parseRealmId(realm));
  return withTenant(actor.organizationId, async (sql) => {
    const { rows } = await sql.query<{ company_id: CompanyId }>(
      `SELECT company_id FROM quickbooks_connections
        WHERE environment = $1 AND realm_id_hash = $2
          AND ${companyVisibleSql(actor, "company_id")}
        ORDER BY state = 'disconnected', consented_at DESC LIMIT 1`,
      [config().quickbooks.environment, realmHash],
    );
    return rows[0]?.company_id ?? null;
  });
}
