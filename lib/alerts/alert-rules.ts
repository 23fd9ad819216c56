// What needs a person, as data: how it is found over all firms in one statement, and the sentences for it.
// An alert is opened when its rule finds something, and recovers when the rule does not find it any more.

import type { AlertKind } from "#lib/books/alert-kind.ts";
import { maybeNearEndSql, nearEndsSql } from "#lib/connections/refresh/grant-end.ts";
import { formatDayOf } from "#lib/core/format-instant.ts";
import { maybeOverdueSql, overdueSql } from "#lib/sync/schedule/overdue-sql.ts";

export type AlertDetail = Readonly<Record<string, string | number | boolean | null>>;

export interface AlertRule {
  /**
   * Rows of organization_id, company_id (null for the whole firm), subject ('' unless a company can have
   * several) and detail (jsonb, whose change counts as seeing it again). $1 is the present moment, $2 what is
   * known of the month's allowance: {"state": …, "overQuota": [firms]}.
   */
  readonly find: string;
  readonly message: (company: string, detail: AlertDetail) => string;
  readonly recovered: (company: string) => string;
  /** What it finds concerns all firms at once: its administrator is alerted, too. */
  readonly ofInstallation?: true;
}

const ofCompanies = `companies AS company
  JOIN quickbooks_connections AS connection ON connection.company_id = company.id
  WHERE company.archived_at IS NULL`;

const plural = (count: unknown, one: string, many: string): string =>
  `${String(count)} ${count === 1 ? one : many}`;

export const alertRules = {
  reconnect_needed: {
    find: `SELECT company.organization_id, company.id AS company_id, '' AS subject,
        jsonb_build_object('state', connection.state, 'since', connection.state_since) AS detail
      FROM ${ofCompanies} AND connection.state IN ('needs_reconnect', 'revoked', 'access_denied')`,
    message: (company) =>
      `${company}: QuickBooks no longer accepts our access. Its books stay as they were at the last sync until someone reconnects.`,
    recovered: (company) => `${company}: QuickBooks is connected again.`,
  },
  subscription_lapsed: {
    find: `SELECT company.organization_id, company.id AS company_id, '' AS subject,
        jsonb_build_object('since', connection.state_since) AS detail
      FROM ${ofCompanies} AND connection.state = 'subscription_lapsed'`,
    message: (company) =>
      `${company}: the QuickBooks subscription has ended or is not paid. Syncing resumes automatically once it is active and paid.`,
    recovered: (company) => `${company}: the QuickBooks subscription is active again.`,
  },
  grant_expiring: {
    find: `SELECT company.organization_id, company.id AS company_id, ending.subject,
        jsonb_build_object('endsOn', (ending.at AT TIME ZONE 'UTC')::date) AS detail
      FROM companies AS company
      JOIN quickbooks_connections AS connection ON connection.company_id = company.id
      JOIN quickbooks_tokens AS token ON token.connection_id = connection.id
      CROSS JOIN LATERAL (${nearEndsSql({ token: "token", connection: "connection" }, "$1::timestamptz")}) AS ending
      WHERE company.archived_at IS NULL AND connection.id = ANY (ARRAY(${maybeNearEndSql("$1::timestamptz")}))`,
    message: (company, detail) =>
      `${company}: access to QuickBooks ends on ${formatDayOf(new Date(String(detail["endsOn"])), "UTC")}. Ask someone there to reconnect before then.`,
    recovered: (company) => `${company}: access to QuickBooks has been renewed.`,
  },
  mass_deletion: {
    find: `SELECT sync.organization_id, sync.company_id, '' AS subject,
        jsonb_build_object('syncId', sync.id) AS detail
      FROM quickbooks_syncs AS sync WHERE sync.state = 'awaiting_approval'`,
    message: (company) =>
      `${company}: a large share of its records is missing in QuickBooks. The sync waits until someone approves the deletions.`,
    recovered: (company) => `${company}: the sync that awaited approval was approved or canceled.`,
  },
  count_mismatch: {
    find: `SELECT type.organization_id, type.company_id, '' AS subject,
        jsonb_build_object('types', count(*), 'example', min(type.record_type)) AS detail
      FROM company_record_types AS type
      JOIN companies AS company ON company.id = type.company_id AND company.archived_at IS NULL
      WHERE type.offered AND type.counts_differ
      GROUP BY type.organization_id, type.company_id`,
    message: (company, detail) =>
      `${company}: record counts differ from QuickBooks for ${plural(detail["types"], "record type", "record types")}. A repair sync finds what is missing.`,
    recovered: (company) => `${company}: record counts match QuickBooks again.`,
  },
  stale: {
    find: `SELECT company.organization_id, company.id AS company_id, '' AS subject,
        jsonb_build_object('lastSyncedAt', company.last_synced_at) AS detail
      FROM ${ofCompanies} AND company.id = ANY (ARRAY(${maybeOverdueSql("$1::timestamptz")}))
        AND ${overdueSql({ company: "company", connection: "connection", now: "$1::timestamptz" })}`,
    message: (company) =>
      `${company}: no sync has succeeded for more than twice the time between syncs. Its page shows why.`,
    recovered: (company) => `${company}: a sync has succeeded again.`,
  },
  dead_events: {
    find: `SELECT event.organization_id, event.company_id, '' AS subject,
        jsonb_build_object('events', count(*)) AS detail
      FROM quickbooks_webhook_events AS event WHERE event.state = 'dead' AND event.company_id IS NOT NULL
      GROUP BY event.organization_id, event.company_id`,
    message: (company, detail) =>
      `${company}: ${plural(detail["events"], "webhook event", "webhook events")} could not be processed after several tries. They can be replayed.`,
    recovered: (company) => `${company}: no webhook event is stuck anymore.`,
  },
  error_rate: {
    find: `SELECT organization_id, NULL::uuid AS company_id, '' AS subject,
        jsonb_build_object('percent', round(100.0 * count(*) FILTER (WHERE state = 'failed') / count(*))) AS detail
      FROM quickbooks_syncs
      WHERE finished_at > $1::timestamptz - interval '1 day' AND state IN ('succeeded', 'incomplete', 'failed')
      GROUP BY organization_id
      HAVING count(*) >= 5 AND count(*) FILTER (WHERE state = 'failed') * 20 > count(*)`,
    message: (_company, detail) =>
      `${String(detail["percent"])}% of the syncs of the last 24 hours have failed. The dashboard lists their errors.`,
    recovered: () => "Less than 5% of the syncs of the last 24 hours have failed.",
  },
  call_budget: {
    ofInstallation: true,
    find: `SELECT firm.id AS organization_id, NULL::uuid AS company_id,
        to_char($1::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM') AS subject, jsonb_build_object('state',
          CASE WHEN $2::jsonb -> 'overQuota' ? firm.id::text THEN 'over_quota' ELSE $2::jsonb ->> 'state' END) AS detail
      FROM organizations AS firm
      WHERE ($2::jsonb ->> 'state' <> 'fine' OR $2::jsonb -> 'overQuota' ? firm.id::text) AND EXISTS (
        SELECT FROM ${ofCompanies} AND company.organization_id = firm.id AND connection.state <> 'disconnected'
        OFFSET 0)`,
    message: (_company, detail) =>
      detail["state"] === "over_quota"
        ? "This firm has used its share of the month's QuickBooks calls. Its scheduled syncs wait until next month; webhook syncs and manual syncs continue. Other firms are not affected."
        : detail["state"] === "throttled"
          ? "The month's allowance of QuickBooks calls is nearly used. Scheduled syncs run once a day; webhook syncs and manual syncs continue."
          : "The month's allowance of QuickBooks calls will run short.",
    recovered: () => "The month's allowance of QuickBooks calls is sufficient again.",
  },
  circuit_open: {
    ofInstallation: true,
    find: `SELECT firm.id AS organization_id, NULL::uuid AS company_id, '' AS subject,
        jsonb_build_object('since', circuit.opened_at) AS detail
      FROM quickbooks_circuits AS circuit, organizations AS firm
      WHERE circuit.opened_at < $1::timestamptz - interval '1 minute' AND EXISTS (
        SELECT FROM ${ofCompanies} AND company.organization_id = firm.id
          AND connection.state IN ('connected', 'refreshing')
        OFFSET 0)`,
    message: () => "QuickBooks is not answering. Syncs wait and resume automatically once it does.",
    recovered: () => "QuickBooks answers again.",
  },
} satisfies Record<AlertKind, AlertRule>;
