import type { SyncTrigger } from "#lib/books/sync-run.ts";
import { runTransitions } from "#lib/books/transitions/run-transitions.ts";
import { AppError } from "#lib/core/app-error.ts";
import { parseSyncId, type SyncId } from "#lib/core/ids.ts";
import { withTenant, type TenantSql } from "#lib/db/scope.ts";
import { enqueueSync } from "#lib/queue/enqueue-sync.ts";
import { assertConnected } from "./assert-connected.ts";
import { readDates, widenDates } from "./document-dates.ts";
import { readScope, widenScope, type SyncRequest, type SyncScope } from "./run-scope.ts";

export interface RequestedSync {
  readonly syncId: SyncId;
  /** False when a run that already waited was widened to cover this request too. */
  readonly isNew: boolean;
}

/**
 * Stores a run and its job in one transaction. A run of that company and kind that still waits is
 * widened instead; while one is running, the new one waits and starts after it.
 *
 * @throws AppError `request.not_found` for a company that the firm does not have, `connection.*` when
 * QuickBooks cannot be asked.
 */
export async function requestSync(request: SyncRequest): Promise<RequestedSync> {
  return withTenant(request.organizationId, (sql) => requestSyncIn(sql, request));
}

/** As {@link requestSync}, inside the caller's transaction. */
export async function requestSyncIn(sql: TenantSql, request: SyncRequest): Promise<RequestedSync> {
  await assertConnected(sql, request.companyId);
  const scope: SyncScope = { types: request.types ?? [], records: request.records ?? [] };
  if (scope.records.length > 0 && request.kind !== "incremental") {
    throw new AppError("request.invalid", "Single records can only be asked of an incremental sync.");
  }
  if (request.dates && (scope.records.length > 0 || request.kind === "repair")) {
    throw new AppError("request.invalid", "Days can be asked of a full or an incremental sync of types.");
  }
  // A waiting run may start between being looked for and being joined; the next round sees it running.
  for (let round = 0; round < 5; round += 1) {
    const joined = await joinWaiting(sql, request, scope);
    if (joined) return { syncId: joined, isNew: false };
    const inserted = await insertQueued(sql, request, scope);
    if (inserted) return { syncId: inserted, isNew: true };
  }
  throw new AppError("database.unavailable", "a sync could neither be joined nor stored");
}

interface WaitingRow {
  readonly id: string;
  readonly trigger: SyncTrigger;
  readonly types: string[];
  readonly records: unknown;
  readonly transactions_from: string | null;
  readonly transactions_to: string | null;
}

async function joinWaiting(sql: TenantSql, request: SyncRequest, scope: SyncScope): Promise<SyncId | null> {
  const { rows } = await sql.query<WaitingRow>(
    `SELECT id, trigger, types, records, transactions_from, transactions_to FROM quickbooks_syncs
     WHERE company_id = $1 AND organization_id = $3 AND kind = $2 AND state = 'queued' AND attempts = 0 FOR UPDATE`,
    [request.companyId, request.kind, sql.organization],
  );
  const waiting = rows[0];
  if (!waiting) return null;
  const wider = widenScope(readScope(waiting.types, waiting.records), scope);
  const stored = readDates(waiting.transactions_from, waiting.transactions_to);
  const dates = widenDates(request.kind, stored, request.dates ?? null);
  const id = parseSyncId(waiting.id);
  // What the clock asked for goes by the slow lane; as soon as somebody waits for it, it changes lanes.
  const hurries = waiting.trigger === "schedule" && request.trigger !== "schedule";
  const trigger = hurries ? request.trigger : waiting.trigger;
  await sql.query(
    `UPDATE quickbooks_syncs SET types = $2, records = $3, trigger = $4,
       requested_by_id = coalesce(requested_by_id, $5), transactions_from = $6, transactions_to = $7
     WHERE id = $1 AND organization_id = $8`,
    [
      id,
      wider.types,
      storedRecords(wider),
      trigger,
      request.requestedById ?? null,
      dates?.from ?? null,
      dates?.to ?? null,
      sql.organization,
    ],
  );
  if (hurries) await enqueueSync(sql, { id, kind: request.kind, trigger }, { runAt: request.runAt });
  return id;
}

async function insertQueued(sql: TenantSql, request: SyncRequest, scope: SyncScope): Promise<SyncId | null> {
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, requested_by_id, types, records,
       transactions_from, transactions_to, state)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (company_id, kind) WHERE state = 'queued' AND attempts = 0 DO NOTHING RETURNING id`,
    [
      sql.organization,
      request.companyId,
      request.kind,
      request.trigger,
      request.requestedById ?? null,
      scope.types,
      storedRecords(scope),
      request.dates?.from ?? null,
      request.dates?.to ?? null,
      runTransitions.createdBy("requested"),
    ],
  );
  const inserted = rows[0];
  if (!inserted) return null;
  const id = parseSyncId(inserted.id);
  await enqueueSync(sql, { id, kind: request.kind, trigger: request.trigger }, { runAt: request.runAt });
  return id;
}

function storedRecords(scope: SyncScope): string | null {
  return scope.records.length === 0 ? null : JSON.stringify(scope.records);
}
