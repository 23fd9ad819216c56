// What the firm's list and a company's own page say alike about where a company stands. Computed in
// PostgreSQL, so that two thousand companies are filtered, sorted and counted in one statement.

import { companyVisibleSql, firmSql } from "#lib/auth/visible-companies.ts";
import type { Actor } from "#lib/core/actor.ts";
import { nearEndsSql } from "#lib/connections/refresh/grant-end.ts";
import type { Attention, AttentionKind, CompanyStatus } from "#lib/contracts/companies.ts";
import type { ConnectionState } from "#lib/contracts/connection-state.ts";
import { overdueSql } from "#lib/sync/schedule/overdue-sql.ts";

export interface CompanyFacts {
  readonly id: string;
  readonly name: string;
  readonly quickbooks_name: string | null;
  readonly connection_state: ConnectionState | null;
  readonly last_synced_at: Date | null;
  readonly next_sync_at: Date | null;
  readonly active_id: string | null;
  readonly records: number;
  readonly status: CompanyStatus;
  readonly needs_reconnect: boolean;
  readonly lapsed: boolean;
  readonly awaiting_approval: boolean;
  readonly failed: boolean;
  readonly differs: boolean;
  readonly open_failures: number;
  readonly overdue: boolean;
  readonly consent_ends: boolean;
}

/**
 * A row of {@link CompanyFacts} for each company that the actor may open.
 *
 * @param only A further condition on `c` (companies) or `k` (connections), from our own source.
 */
export function companyFactsSql(actor: Actor, only = "TRUE"): string {
  const ofFirm = `organization_id = ${firmSql(actor)}`;
  return `
    WITH active AS (
      SELECT DISTINCT ON (company_id) company_id, id, kind, state, records_seen, records_expected
        FROM quickbooks_syncs WHERE ${ofFirm} AND state IN ('queued', 'running')
       ORDER BY company_id, state = 'running' DESC, created_at
    ), awaiting_approval AS (
      SELECT DISTINCT company_id FROM quickbooks_syncs WHERE ${ofFirm} AND state = 'awaiting_approval'
    ), rejected AS (
      SELECT company_id, count(*)::int AS open_failures FROM record_failures
       WHERE ${ofFirm} AND state = 'open' GROUP BY company_id
    ), kept AS (
      SELECT company_id, coalesce(sum(live_count), 0)::int AS records FROM company_record_types
       WHERE ${ofFirm} GROUP BY company_id
    ), facts AS (
      SELECT c.id, c.name, c.last_synced_at, c.next_sync_at, c.sync_schedule,
             k.company_name AS quickbooks_name, k.state AS connection_state,
             active.id AS active_id, active.kind AS active_kind, active.state AS active_state,
             active.records_seen AS active_seen, active.records_expected AS active_expected,
             coalesce(kept.records, 0) AS records,
             coalesce(rejected.open_failures, 0) AS open_failures,
             awaiting_approval.company_id IS NOT NULL AS awaiting_approval,
             coalesce(k.state IN ('needs_reconnect', 'revoked', 'access_denied'), false) AS needs_reconnect,
             coalesce(k.state = 'subscription_lapsed', false) AS lapsed,
             coalesce(last.state = 'failed', false) AS failed,
             coalesce(last.state = 'incomplete', false) AS differs,
             coalesce(${overdueSql({ company: "c", connection: "k", now: "now()" })}, false) AS overdue,
             EXISTS (${nearEndsSql({ token: "t", connection: "k" }, "now()")}) AS consent_ends
        FROM companies c
        LEFT JOIN quickbooks_connections k ON k.company_id = c.id AND k.organization_id = c.organization_id
        LEFT JOIN quickbooks_tokens t ON t.connection_id = k.id AND t.organization_id = k.organization_id
        LEFT JOIN active ON active.company_id = c.id
        LEFT JOIN awaiting_approval ON awaiting_approval.company_id = c.id
        LEFT JOIN rejected ON rejected.company_id = c.id
        LEFT JOIN kept ON kept.company_id = c.id
        LEFT JOIN LATERAL (
          -- Whose run it is, is asked behind the limit: before it, the index over all of the firm's runs may be
          -- read for each company.
          SELECT state, organization_id FROM quickbooks_syncs s
           WHERE s.company_id = c.id AND s.state IN ('succeeded', 'incomplete', 'failed')
           ORDER BY s.created_at DESC LIMIT 1
        ) last ON last.organization_id = c.organization_id
       WHERE c.archived_at IS NULL AND ${companyVisibleSql(actor, "c.id")} AND ${only}
    )
    SELECT facts.*, CASE
      WHEN connection_state IS NULL OR connection_state = 'disconnected' THEN 'not_connected'
      WHEN needs_reconnect OR lapsed OR awaiting_approval OR failed OR differs OR overdue OR consent_ends OR open_failures > 0
        THEN 'attention'
      WHEN active_id IS NOT NULL THEN 'syncing'
      WHEN connection_state = 'paused' OR sync_schedule = 'paused' THEN 'paused'
      ELSE 'current' END AS status
      FROM facts`;
}

/** What a person should see to, worst first. Nothing of a company that is not connected: it is at rest. */
export function attentionOf(facts: Omit<CompanyFacts, "last_synced_at" | "next_sync_at">): Attention[] {
  if (facts.status === "not_connected") return [];
  const found: [AttentionKind, boolean, number | null][] = [
    ["reconnect", facts.needs_reconnect, null],
    ["subscription_lapsed", facts.lapsed, null],
    ["approve_deletions", facts.awaiting_approval, null],
    ["sync_failed", facts.failed, null],
    ["counts_differ", facts.differs, null],
    ["records_rejected", facts.open_failures > 0, facts.open_failures],
    ["overdue", facts.overdue, null],
    ["consent_ends", facts.consent_ends, null],
  ];
  return found.filter(([, applies]) => applies).map(([kind, , count]) => ({ kind, count }));
}
