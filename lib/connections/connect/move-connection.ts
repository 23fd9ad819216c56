import type { CompanyId, ConnectionId, OrganizationId } from "#lib/core/ids.ts";
import type { Sql } from "#lib/db/scope.ts";
import { connectionStates, type ConnectionState } from "#lib/books/connection-state.ts";
import {
  connectionTransitions,
  type ConnectionEvent,
} from "#lib/books/transitions/connection-transitions.ts";

export interface ConnectionMove {
  readonly organizationId: OrganizationId;
  readonly connectionId: ConnectionId;
  readonly event: ConnectionEvent;
  /** Why, as a short word for logs and the page: "invalid_grant", "person", "code 6190". */
  readonly cause: string | null;
}

export interface MovedConnection {
  readonly organizationId: OrganizationId;
  readonly companyId: CompanyId;
  readonly from: ConnectionState;
}

interface MovedRow {
  readonly organization_id: OrganizationId;
  readonly company_id: CompanyId;
  readonly from_state: ConnectionState;
}

const firstProbeMinutes = 15;

/**
 * Moves a connection as the table of transitions says. Null when the event leads nowhere from where it
 * stands, or when it stands there already: of two processes that want the same move, one makes it.
 *
 * A company that can no longer sync loses its next date, one that can again is due at once, and one that
 * QuickBooks refuses is asked again soon and then at growing intervals (see schedule-due-syncs).
 */
export async function moveConnection(sql: Sql, move: ConnectionMove): Promise<MovedConnection | null> {
  const to = connectionTransitions.targetOf(move.event);
  const from = connectionTransitions.sourcesOf(move.event);
  const { rows } = await sql.query<MovedRow>(
    `WITH before AS (
       SELECT id, organization_id, state FROM quickbooks_connections
        WHERE id = $1 AND organization_id = $5 AND state = ANY ($4::text[])
       FOR UPDATE
     )
     UPDATE quickbooks_connections c
        SET state = $2, state_cause = $3, state_since = now()
       FROM before WHERE c.id = before.id AND c.organization_id = before.organization_id
     RETURNING c.organization_id, c.company_id, before.state AS from_state`,
    [move.connectionId, to, move.cause, from, move.organizationId],
  );
  const moved = rows[0];
  if (!moved) return null;
  await keepDueDate(sql, moved, to);
  return { organizationId: moved.organization_id, companyId: moved.company_id, from: moved.from_state };
}

async function keepDueDate(sql: Sql, moved: MovedRow, to: ConnectionState): Promise<void> {
  const was = connectionStates[moved.from_state];
  const is = connectionStates[to];
  if (was.live === is.live && was.probed === is.probed) return;
  await sql.query(
    `UPDATE companies SET next_sync_at = CASE WHEN $2 AND sync_schedule <> 'paused'
       THEN now() + $3 * interval '1 minute' END WHERE id = $1 AND organization_id = $4`,
    [moved.company_id, is.live, is.probed ? firstProbeMinutes : 0, moved.organization_id],
  );
}
