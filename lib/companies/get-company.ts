import type { Actor } from "#lib/core/actor.ts";
import { allRecordTypes, isRecordType, type RecordType } from "#lib/books/record-type.ts";
import type {
  CompanyDetail,
  ConnectionDetail,
  RecordTypeStatus,
  SyncSettings,
} from "#lib/contracts/company.ts";
import type { ConnectionState } from "#lib/contracts/connection-state.ts";
import { consentEndsAtSql } from "#lib/connections/refresh/grant-end.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant, type TenantSql } from "#lib/db/scope.ts";
import { attentionOf, companyFactsSql, type CompanyFacts } from "./company-facts.ts";
import { selectSyncRuns, toSyncRun, type SyncRunRow } from "./runs/sync-run-row.ts";

interface CompanyRow {
  readonly legal_name: string | null;
  readonly country: string | null;
  readonly home_currency: string | null;
  readonly time_zone: string;
  readonly subscription: string | null;
  readonly books_closed_on: string | null;
  readonly sync_schedule: SyncSettings["schedule"];
  readonly sync_every_minutes: number | null;
  readonly quiet_hour: number;
  readonly selected_types: readonly string[];
  readonly sync_from_on: string | null;
  readonly mass_deletion_percent: number;
}

/** @throws AppError `request.not_found`, also for a company that the actor may not open. */
export async function getCompany(actor: Actor, id: CompanyId): Promise<CompanyDetail> {
  return withTenant(actor.organizationId, async (sql) => {
    const found = await sql.query<CompanyFacts>(companyFactsSql(actor, "c.id = $1"), [id]);
    const facts = found.rows[0];
    const companies = await sql.query<CompanyRow>(
      "SELECT * FROM companies WHERE id = $1 AND organization_id = $2",
      [id, sql.organization],
    );
    const company = companies.rows[0];
    if (!facts || !company) throw new AppError("request.not_found");
    const settings = toSettings(company);
    return {
      id: facts.id,
      name: facts.name,
      legalName: company.legal_name,
      country: company.country,
      homeCurrency: company.home_currency,
      timeZone: company.time_zone,
      subscription: company.subscription,
      booksClosedOn: company.books_closed_on,
      status: facts.status,
      attention: attentionOf(facts),
      connection: await findConnection(sql, id),
      settings,
      lastSyncedAt: facts.last_synced_at?.toISOString() ?? null,
      nextSyncAt: facts.next_sync_at?.toISOString() ?? null,
      ...(await findRuns(sql, id)),
      types: await listTypes(sql, id, settings.selectedTypes),
      records: facts.records,
      openFailures: facts.open_failures,
    };
  });
}

function toSettings(row: CompanyRow): SyncSettings {
  return {
    schedule: row.sync_schedule,
    everyMinutes: row.sync_every_minutes,
    quietHour: row.quiet_hour,
    selectedTypes: row.selected_types.filter(isRecordType),
    fromOn: row.sync_from_on,
    massDeletionPercent: row.mass_deletion_percent,
  };
}

interface ConnectionRow {
  readonly id: string;
  readonly state: ConnectionState;
  readonly state_cause: string | null;
  readonly state_since: Date;
  readonly company_name: string | null;
  readonly environment: "sandbox" | "production";
  readonly connected_by: string | null;
  readonly connected_at: Date;
  readonly consented_at: Date;
  readonly disconnected_at: Date | null;
  readonly refresh_expires_at: Date | null;
  readonly consent_ends_at: Date | null;
  readonly refreshed_at: Date | null;
}

async function findConnection(sql: TenantSql, id: CompanyId): Promise<ConnectionDetail | null> {
  // Columns by name: sealed tokens and the realm are never read for a page.
  const { rows } = await sql.query<ConnectionRow>(
    `SELECT k.id, k.state, k.state_cause, k.state_since, k.company_name, k.environment, u.name AS connected_by,
            k.connected_at, k.consented_at, k.disconnected_at,
            t.refresh_expires_at, t.refreshed_at,
            CASE WHEN t.connection_id IS NOT NULL THEN ${consentEndsAtSql({ token: "t", connection: "k" })} END AS consent_ends_at
       FROM quickbooks_connections k
       LEFT JOIN quickbooks_tokens t ON t.connection_id = k.id AND t.organization_id = k.organization_id
       LEFT JOIN users u ON u.id = k.connected_by_user_id
      WHERE k.company_id = $1 AND k.organization_id = $2`,
    [id, sql.organization],
  );
  const row = rows[0];
  if (!row) return null;
  return {
    id: row.id,
    state: row.state,
    cause: row.state_cause,
    since: row.state_since.toISOString(),
    companyName: row.company_name,
    environment: row.environment,
    connectedBy: row.connected_by,
    connectedAt: row.connected_at.toISOString(),
    consentedAt: row.consented_at.toISOString(),
    disconnectedAt: row.disconnected_at?.toISOString() ?? null,
    accessEndsAt: row.refresh_expires_at?.toISOString() ?? null,
    consentEndsAt: row.consent_ends_at?.toISOString() ?? null,
    refreshedAt: row.refreshed_at?.toISOString() ?? null,
  };
}

async function findRuns(
  sql: TenantSql,
  id: CompanyId,
): Promise<Pick<CompanyDetail, "active" | "awaitingApproval" | "lastRun">> {
  const one = async (condition: string, order: string) => {
    const { rows } = await sql.query<SyncRunRow>(
      `${selectSyncRuns} WHERE s.company_id = $1 AND s.organization_id = $2 AND ${condition}
        ORDER BY ${order} LIMIT 1`,
      [id, sql.organization],
    );
    return rows[0] ? toSyncRun(rows[0]) : null;
  };
  return {
    active: await one("s.state IN ('queued', 'running')", "s.state = 'running' DESC, s.created_at"),
    awaitingApproval: await one("s.state = 'awaiting_approval'", "s.created_at DESC"),
    lastRun: await one("s.state IN ('succeeded', 'incomplete', 'failed', 'cancelled')", "s.created_at DESC"),
  };
}

interface TypeRow {
  readonly record_type: string;
  readonly offered: boolean | null;
  readonly not_offered_reason: string | null;
  readonly last_asked_at: Date | null;
  readonly live_count: number | null;
  readonly source_count: number | null;
  readonly our_count: number | null;
  readonly counted_at: Date | null;
  readonly current_as_of: Date | null;
  readonly backfilled_at: Date | null;
  readonly last_error: string | null;
}

/** Of a type about which nothing is stored: every type has a row on the page, also before the first sync. */
const unknownType: Omit<TypeRow, "record_type"> = {
  offered: null,
  not_offered_reason: null,
  last_asked_at: null,
  live_count: null,
  source_count: null,
  our_count: null,
  counted_at: null,
  current_as_of: null,
  backfilled_at: null,
  last_error: null,
};

async function listTypes(
  sql: TenantSql,
  id: CompanyId,
  selectedTypes: readonly RecordType[],
): Promise<RecordTypeStatus[]> {
  const known = await sql.query<TypeRow>(
    "SELECT * FROM company_record_types WHERE company_id = $1 AND organization_id = $2",
    [id, sql.organization],
  );
  const rejected = await sql.query<{ record_type: string; count: number }>(
    `SELECT record_type, count(*)::int AS count FROM record_failures
      WHERE company_id = $1 AND organization_id = $2 AND state = 'open' GROUP BY record_type`,
    [id, sql.organization],
  );
  const rows = new Map(known.rows.map((row) => [row.record_type, row]));
  const failures = new Map(rejected.rows.map((row) => [row.record_type, row.count]));
  return allRecordTypes.map((recordType) => {
    const row = rows.get(recordType) ?? unknownType;
    return {
      recordType,
      selected: selectedTypes.length === 0 || selectedTypes.includes(recordType),
      offered: row.offered,
      notOfferedWhy: row.not_offered_reason,
      lastAskedAt: row.last_asked_at?.toISOString() ?? null,
      liveCount: row.live_count,
      ourCount: row.our_count,
      sourceCount: row.source_count,
      countedAt: row.counted_at?.toISOString() ?? null,
      currentAsOf: row.current_as_of?.toISOString() ?? null,
      backfilledAt: row.backfilled_at?.toISOString() ?? null,
      lastError: row.last_error,
      openFailures: failures.get(recordType) ?? 0,
    };
  });
}
