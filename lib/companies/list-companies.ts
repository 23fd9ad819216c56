import type { Actor } from "#lib/core/actor.ts";
import {
  companiesPageSize,
  type CompaniesQuery,
  type CompanyList,
  type CompanyStatus,
  type CompanySummary,
} from "#lib/contracts/companies.ts";
import type { SyncKind, SyncState } from "#lib/contracts/sync-run.ts";
import { containsPattern } from "#lib/db/like-pattern.ts";
import { withTenant } from "#lib/db/scope.ts";
import { attentionOf, companyFactsSql, type CompanyFacts } from "./company-facts.ts";

interface ListedRow extends Omit<CompanyFacts, "last_synced_at" | "next_sync_at"> {
  readonly last_synced_at: string | null;
  readonly next_sync_at: string | null;
  readonly active_kind: SyncKind | null;
  readonly active_state: SyncState | null;
  readonly active_seen: number | null;
  readonly active_expected: number | null;
}

interface Answer {
  readonly total: number;
  readonly statuses: Readonly<Record<CompanyStatus, number>>;
  readonly matching: number;
  readonly companies: readonly ListedRow[];
}

/* Errors above warnings, and both above what is well. */
const rank = `CASE status WHEN 'attention' THEN CASE WHEN needs_reconnect OR awaiting_approval OR failed THEN 0 ELSE 1 END
  WHEN 'syncing' THEN 2 WHEN 'current' THEN 3 WHEN 'paused' THEN 4 ELSE 5 END`;

const orders = {
  attention: { by: rank, usually: "ASC" },
  name: { by: "lower(name)", usually: "ASC" },
  synced: { by: "last_synced_at", usually: "DESC" },
  records: { by: "records", usually: "DESC" },
} satisfies Record<CompaniesQuery["sort"], { by: string; usually: "ASC" | "DESC" }>;

/** One page of the firm's list in one statement, however many companies there are. */
export async function listCompanies(actor: Actor, query: CompaniesQuery): Promise<CompanyList> {
  const order = orders[query.sort];
  const direction = query.direction?.toUpperCase() ?? order.usually;
  const { rows } = await withTenant(actor.organizationId, (sql) =>
    sql.query<Answer>(
      `WITH seen AS MATERIALIZED (${companyFactsSql(actor)}),
        found AS (SELECT * FROM seen WHERE $1 = '' OR name ILIKE $2 OR quickbooks_name ILIKE $2),
        shown AS (SELECT * FROM found WHERE $3::text IS NULL OR status = $3)
      SELECT (SELECT count(*)::int FROM seen) AS total,
             (SELECT count(*)::int FROM shown) AS matching,
             (SELECT jsonb_build_object(
                'attention', count(*) FILTER (WHERE status = 'attention'),
                'syncing', count(*) FILTER (WHERE status = 'syncing'),
                'current', count(*) FILTER (WHERE status = 'current'),
                'paused', count(*) FILTER (WHERE status = 'paused'),
                'not_connected', count(*) FILTER (WHERE status = 'not_connected')) FROM found) AS statuses,
             coalesce((SELECT json_agg(page) FROM (
               SELECT * FROM shown ORDER BY ${order.by} ${direction} NULLS LAST, lower(name), id
                LIMIT ${companiesPageSize} OFFSET $4) page), '[]') AS companies`,
      [
        query.search,
        containsPattern(query.search),
        query.status ?? null,
        (query.page - 1) * companiesPageSize,
      ],
    ),
  );
  const answer = rows[0];
  return {
    companies: (answer?.companies ?? []).map(toSummary),
    matching: answer?.matching ?? 0,
    statuses: answer?.statuses ?? { attention: 0, syncing: 0, current: 0, paused: 0, not_connected: 0 },
    total: answer?.total ?? 0,
    page: query.page,
    pageSize: companiesPageSize,
  };
}

function toSummary(row: ListedRow): CompanySummary {
  const quickbooksName = row.quickbooks_name === row.name ? null : row.quickbooks_name;
  return {
    id: row.id,
    name: row.name,
    quickbooksName,
    status: row.status,
    connection: row.connection_state,
    lastSyncedAt: row.last_synced_at,
    nextSyncAt: row.next_sync_at,
    active:
      row.active_id && row.active_kind && row.active_state
        ? {
            syncId: row.active_id,
            kind: row.active_kind,
            state: row.active_state,
            seen: row.active_seen ?? 0,
            expected: row.active_expected,
          }
        : null,
    records: row.records,
    attention: attentionOf(row),
  };
}
