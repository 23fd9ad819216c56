import { recordTypes } from "#lib/books/record-type.ts";
import { statesSql } from "#lib/books/transitions/state-table.ts";
import { webhookEventTransitions } from "#lib/books/transitions/webhook-event-transitions.ts";
import { config } from "#lib/config/config.ts";
import { isAppError } from "#lib/core/app-error.ts";
import { parseOrganizationId, type CompanyId, type OrganizationId, type SyncId } from "#lib/core/ids.ts";
import { withTenant, asSystem, type TenantSql } from "#lib/db/scope.ts";
import { enqueue } from "#lib/queue/enqueue.ts";
import { recordTypeOfName } from "#lib/quickbooks/entities.ts";
import { requestSyncIn } from "#lib/runs/request/request-run.ts";
import type { RecordReference } from "#lib/runs/request/run-scope.ts";
import { askAgainAt, manyEvents } from "./ask-again-at.ts";

export type ProcessOutcome =
  | { readonly kind: "asked"; readonly syncId: SyncId; readonly events: number }
  /** A job waits for then. */
  | { readonly kind: "later"; readonly at: Date }
  /** QuickBooks cannot be asked now; the events stay. */
  | { readonly kind: "kept"; readonly why: string }
  | { readonly kind: "nothing" };

interface WaitingEvent {
  readonly event_id: string;
  readonly entity: string | null;
  readonly source_id: string | null;
  readonly attempts: number;
  readonly received_at: Date;
  readonly now: Date;
}

// In the statement itself: the index over the waiting events is partial, and only a constant shows that it will do.
const waiting = statesSql(webhookEventTransitions.sourcesOf("run_requested"));

/** More than this in one go wait for the next; the sync answers all of them anyway. */
const mostEvents = 10_000;
/** Up to so many records that did not show up are asked for one by one. */
const fewRecords = 3;

/**
 * Turns a company's waiting events into one change sync. The events and the run that will answer them are
 * written in one transaction, so there is no moment at which either could be lost; see settle-events for
 * what happens once the run has ended.
 */
export async function processEvents(companyId: CompanyId): Promise<ProcessOutcome> {
  const organization = await findOrganization(companyId);
  if (!organization) return { kind: "nothing" };
  try {
    return await withTenant(organization, (sql) => processIn(sql, companyId));
  } catch (thrown) {
    if (!isAppError(thrown) || !thrown.code.startsWith("connection.")) throw thrown;
    return { kind: "kept", why: thrown.code };
  }
}

async function processIn(sql: TenantSql, companyId: CompanyId): Promise<ProcessOutcome> {
  const { rows: events } = await sql.query<WaitingEvent>({
    name: "list-waiting-webhook-events",
    text: `SELECT event_id, entity, source_id, attempts, received_at, clock_timestamp() AS now
     FROM quickbooks_webhook_events
     WHERE company_id = $1 AND organization_id = $3 AND state IN (${waiting})
       AND (next_attempt_at IS NULL OR next_attempt_at <= clock_timestamp())
     ORDER BY received_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
    values: [companyId, mostEvents, sql.organization],
  });
  const [first] = events;
  if (!first) return { kind: "nothing" };
  const at = askAgainAt(
    { ...(await recentOf(sql, companyId)), firstReceivedAt: first.received_at },
    config().quickbooks.webhookCoalesceMs,
  );
  if (at > first.now) {
    await enqueue(sql, "process_webhooks", { companyId }, { runAt: at });
    return { kind: "later", at };
  }
  const { syncId } = await requestSyncIn(sql, {
    organizationId: sql.organization,
    companyId,
    kind: "incremental",
    trigger: "webhook",
    records: recordsToFetch(events),
  });
  await sql.query(
    `UPDATE quickbooks_webhook_events SET state = $4, sync_id = $2, attempts = attempts + 1,
       next_attempt_at = NULL, last_error = NULL
     WHERE event_id = ANY ($1) AND organization_id = $3 AND state = ANY ($5)`,
    [
      events.map((event) => event.event_id),
      syncId,
      sql.organization,
      webhookEventTransitions.targetOf("run_requested"),
      webhookEventTransitions.sourcesOf("run_requested"),
    ],
  );
  return { kind: "asked", syncId, events: events.length };
}

/**
 * Empty asks for all changes, which is the same one call however many there are. When nothing waits but a
 * few events whose records the change feed did not show yet, those are fetched by themselves. An event of an
 * unknown type, or without a record's id, can be answered by all changes alone.
 */
function recordsToFetch(events: readonly WaitingEvent[]): readonly RecordReference[] {
  if (events.some((event) => event.attempts === 0)) return [];
  const records = new Map<string, RecordReference>();
  for (const { entity, source_id: sourceId } of events) {
    const recordType = entity === null ? null : recordTypeOfName(entity);
    if (recordType === null || sourceId === null || recordTypes[recordType].group === "settings") return [];
    records.set(`${recordType} ${sourceId}`, { recordType, sourceId });
  }
  return records.size <= fewRecords ? [...records.values()] : [];
}

async function recentOf(
  sql: TenantSql,
  companyId: CompanyId,
): Promise<{ lastMinute: number; lastAskedAt: Date | null }> {
  const { rows } = await sql.query<{ events: number; asked_at: Date | null }>({
    name: "recent-webhook-events",
    text: `SELECT (SELECT count(*) FROM (
         SELECT FROM quickbooks_webhook_events
         WHERE company_id = $1 AND organization_id = $3 AND received_at > clock_timestamp() - interval '1 minute' LIMIT $2
       ) AS recent)::int AS events,
       (SELECT max(created_at) FROM quickbooks_syncs
        WHERE company_id = $1 AND organization_id = $3 AND trigger = 'webhook'
          AND created_at > clock_timestamp() - interval '1 minute') AS asked_at`,
    values: [companyId, manyEvents, sql.organization],
  });
  return { lastMinute: rows[0]?.events ?? 0, lastAskedAt: rows[0]?.asked_at ?? null };
}

async function findOrganization(companyId: CompanyId): Promise<OrganizationId | null> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ organization_id: string }>("SELECT organization_id FROM companies WHERE id = $1", [
      companyId,
    ]),
  );
  return rows[0] ? parseOrganizationId(rows[0].organization_id) : null;
}
