import { randomUUID } from "node:crypto";

import { recordAudit } from "#lib/audit/record-audit.ts";
import { seesEveryCompany } from "#lib/core/role.ts";
import { connectionTransitions } from "#lib/books/transitions/connection-transitions.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import { parseConnectionId, type CompanyId, type ConnectionId, type RealmId } from "#lib/core/ids.ts";
import { seal } from "#lib/crypto/seal.ts";
import { asSystem, type SystemSql } from "#lib/db/scope.ts";
import { accountingScope } from "#lib/quickbooks/oauth/oauth-app.ts";
import type { TokenPair } from "#lib/quickbooks/oauth/token-pair.ts";
import { requestFirstRun } from "#lib/runs/request/request-first-run.ts";
import { closeConnection } from "../state/close-connection.ts";
import { enqueue } from "#lib/queue/enqueue.ts";
import { putConsentedPair } from "../refresh/grant.ts";
import { moveConnection } from "./move-connection.ts";
import { findPlaceForRealm, type GivenUpConnection, type PlaceForRealm } from "./place-for-realm.ts";
import { assertRealmClaim, type RealmClaim } from "./realm-claim.ts";
import type { CompanyProfile } from "#lib/mapping/company-profile.ts";

export interface NewConnection {
  readonly actor: PersonActor;
  /** The company that the person set out to connect; null for "a new one". */
  readonly wantedCompanyId: CompanyId | null;
  /** The id to give to a company that has to be made. */
  readonly newCompanyId: CompanyId;
  readonly claim: RealmClaim;
  readonly realmId: RealmId;
  readonly pair: TokenPair;
  /** Null when QuickBooks could not be asked; only a reconnection can do without. */
  readonly profile: CompanyProfile | null;
  /** CompanyInfo as it was read, which the first sync then need not ask for. */
  readonly companyInfo?: string | null;
}

export type StoredConnection =
  | { readonly kind: "stored"; readonly companyId: CompanyId; readonly reconnected: boolean }
  | Extract<PlaceForRealm, { kind: "rejected" }>;

/**
 * Company, connection, tokens, first sync, its job and the audit event, all or nothing. The realm's
 * claim must still be held.
 *
 * @throws AppError `connection.being_connected` when it is not.
 */
export async function storeConnection(connection: NewConnection): Promise<StoredConnection> {
  return asSystem(async (sql) => {
    await assertRealmClaim(sql, connection.claim);
    const place = await findPlaceForRealm(sql, connection.actor, {
      companyId: connection.wantedCompanyId,
      ...connection.claim,
    });
    if (place.kind === "rejected") return place;
    for (const other of place.givenUp) await closeGivenUp(sql, other);
    const company = place.companyId ?? (await insertCompany(sql, connection));
    const id =
      place.kind === "reconnect"
        ? await renewConnection(sql, place.connectionId, connection)
        : await insertConnection(sql, company, connection);
    const { organizationId } = connection.actor;
    await putConsentedPair(sql, { connectionId: id, companyId: company, organizationId }, connection.pair);
    await queueFirstSync(sql, company, connection);
    await enqueue(sql, "check_alerts", {});
    await recordAudit(sql, {
      organizationId,
      companyId: company,
      actor: connection.actor,
      action: place.kind === "reconnect" ? "connection.reconnected" : "connection.connected",
    });
    return { kind: "stored", companyId: company, reconnected: place.kind === "reconnect" };
  });
}

/** Another firm's connection that holds no grant any more. Its books stay where they are. */
async function closeGivenUp(sql: SystemSql, other: GivenUpConnection): Promise<void> {
  await moveConnection(sql, { ...other, event: "given_up", cause: "given up" });
  // The pair that Intuit refused: of no use to anybody, and not to be revoked, which would end the new grant.
  await closeConnection(sql, other);
  await recordAudit(sql, {
    organizationId: other.organizationId,
    companyId: other.companyId,
    actor: null,
    action: "connection.lost",
    detail: { reason: "given up" },
  });
}

async function insertCompany(
  sql: SystemSql,
  { actor, newCompanyId, profile }: NewConnection,
): Promise<CompanyId> {
  await sql.query(
    `INSERT INTO companies (id, organization_id, name, legal_name, country, fiscal_year_start_month,
                            subscription, time_zone)
     VALUES ($1, $2, $3, $4, $5, $6, $7, coalesce($8, 'America/Los_Angeles'))`,
    [
      newCompanyId,
      actor.organizationId,
      profile?.name ?? "Unnamed company",
      profile?.legalName ?? null,
      profile?.country ?? null,
      profile?.fiscalYearStartMonth ?? null,
      profile?.subscription ?? null,
      profile?.timeZone ?? null,
    ],
  );
  if (!seesEveryCompany(actor.role)) {
    // Whoever brings a client in looks after it.
    await sql.query(
      "INSERT INTO company_access (organization_id, membership_id, company_id) VALUES ($1, $2, $3)",
      [actor.organizationId, actor.membershipId, newCompanyId],
    );
  }
  return newCompanyId;
}

async function insertConnection(
  sql: SystemSql,
  company: CompanyId,
  made: NewConnection,
): Promise<ConnectionId> {
  const id = parseConnectionId(randomUUID());
  await sql.query(
    `INSERT INTO quickbooks_connections (id, organization_id, company_id, environment, realm_id_sealed,
            realm_id_hash, company_name, state, scopes, connected_by_user_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $10, $8, $9)`,
    [
      id,
      made.actor.organizationId,
      company,
      made.claim.environment,
      seal(made.realmId, { owner: company, field: "realm_id" }),
      made.claim.realmHash,
      made.profile?.name ?? null,
      [accountingScope],
      made.actor.userId,
      connectionTransitions.createdBy("consented"),
    ],
  );
  await sql.query(
    `UPDATE companies SET next_sync_at = now() + interval '1 day'
      WHERE id = $1 AND organization_id = $2 AND sync_schedule <> 'paused'`,
    [company, made.actor.organizationId],
  );
  return id;
}

async function renewConnection(sql: SystemSql, id: ConnectionId, made: NewConnection): Promise<ConnectionId> {
  // The token row first, as everywhere; a refresh under way then finds its generation gone.
  await sql.query(
    "SELECT FROM quickbooks_tokens WHERE connection_id = $1 AND organization_id = $2 FOR UPDATE",
    [id, made.actor.organizationId],
  );
  await moveConnection(sql, {
    organizationId: made.actor.organizationId,
    connectionId: id,
    event: "consented",
    cause: null,
  });
  await sql.query(
    `UPDATE quickbooks_connections
        SET company_name = coalesce($2, company_name), scopes = $3, connected_by_user_id = $4,
            consented_at = now(), disconnected_at = NULL
      WHERE id = $1 AND organization_id = $5`,
    [id, made.profile?.name ?? null, [accountingScope], made.actor.userId, made.actor.organizationId],
  );
  return id;
}

/** Everything the first time; what has changed since for books that are kept already. */
async function queueFirstSync(
  sql: SystemSql,
  company: CompanyId,
  { actor, companyInfo = null }: NewConnection,
): Promise<void> {
  const { rows: known } = await sql.query<{ kind: "full" | "incremental" }>(
    `SELECT CASE WHEN changes_cursor_at IS NULL THEN 'full' ELSE 'incremental' END AS kind
       FROM companies WHERE id = $1 AND organization_id = $2`,
    [company, actor.organizationId],
  );
  const kind = known[0]?.kind ?? "full";
  await requestFirstRun(sql, {
    organizationId: actor.organizationId,
    companyId: company,
    kind,
    requestedById: actor.userId,
    companyInfo,
  });
}
