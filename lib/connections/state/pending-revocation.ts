// A grant that we have given up is kept, sealed, until Intuit has heard of it: forgetting it at once
// would leave access standing that nobody can take back any more.

import { randomUUID } from "node:crypto";

import type { CompanyId } from "#lib/core/ids.ts";
import { seal } from "#lib/crypto/seal.ts";
import { asSystem, type Sql } from "#lib/db/scope.ts";
import { enqueue } from "#lib/queue/enqueue.ts";
import { revokeTokens } from "#lib/quickbooks/oauth/revoke-tokens.ts";
import { openRefreshToken, type Grant } from "../refresh/grant.ts";
import { oauthApp } from "../refresh/configured-app.ts";
import { withRealmClaim, type Realm } from "../connect/realm-claim.ts";

/** In the caller's transaction, with the job that sees to it. */
export async function keepForRevocation(
  sql: Sql,
  grant: Pick<Grant, "organizationId" | "companyId">,
  refreshToken: string,
): Promise<void> {
  await sql.query(
    `INSERT INTO quickbooks_pending_revocations (id, organization_id, company_id, refresh_token_sealed)
     VALUES ($1, $2, $3, $4)`,
    [
      randomUUID(),
      grant.organizationId,
      grant.companyId,
      seal(refreshToken, { owner: grant.companyId, field: "refresh_token" }),
    ],
  );
  await enqueue(sql, "revoke_grant", { companyId: grant.companyId });
}

/**
 * Tells Intuit of all that the company has given up, oldest first. Revoking one that Intuit no longer
 * knows counts as done, so running twice at once does no harm.
 *
 * A realm that was connected again in the meantime, by whichever firm, is left alone: at Intuit a
 * revocation ends the app's access to that realm, so it would take the new grant along.
 *
 * @throws AppError `quickbooks.*`, `config.invalid` or `connection.being_connected`; what is left stays for
 * the next try.
 */
export async function revokePending(company: CompanyId): Promise<void> {
  const realm = await findRealm(company);
  if (!realm) return;
  // So that nobody makes a new grant between the look for one and the revocation, which would end it.
  await withRealmClaim(realm, async () => {
    for (;;) {
      const next = await asSystem((sql) => takeNext(sql, company));
      if (!next) return;
      await revokeTokens(oauthApp(), openRefreshToken(company, next.sealed));
      await asSystem((sql) =>
        sql.query("DELETE FROM quickbooks_pending_revocations WHERE id = $1", [next.id]),
      );
    }
  });
}

/** Null when nothing waits to be revoked. */
async function findRealm(company: CompanyId): Promise<Realm | null> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ environment: Realm["environment"]; realm_id_hash: string }>(
      `SELECT environment, realm_id_hash FROM quickbooks_connections WHERE company_id = $1
         AND EXISTS (SELECT FROM quickbooks_pending_revocations WHERE company_id = $1)`,
      [company],
    ),
  );
  const row = rows[0];
  return row ? { environment: row.environment, realmHash: row.realm_id_hash } : null;
}

async function takeNext(sql: Sql, company: CompanyId): Promise<{ id: string; sealed: string } | null> {
  await sql.query(
    `DELETE FROM quickbooks_pending_revocations
      WHERE company_id = $1 AND EXISTS (
        SELECT FROM quickbooks_connections mine
          JOIN quickbooks_connections other USING (environment, realm_id_hash)
          JOIN quickbooks_tokens t ON t.connection_id = other.id
         WHERE mine.company_id = $1)`,
    [company],
  );
  const { rows } = await sql.query<{ id: string; sealed: string }>(
    `UPDATE quickbooks_pending_revocations SET attempts = attempts + 1
      WHERE id = (SELECT id FROM quickbooks_pending_revocations WHERE company_id = $1
                   ORDER BY created_at LIMIT 1)
     RETURNING id, refresh_token_sealed AS sealed`,
    [company],
  );
  return rows[0] ?? null;
}
