import type { PersonActor } from "#lib/core/actor.ts";
import type { Alert, AlertList } from "#lib/contracts/alerts.ts";
import { withTenant } from "#lib/db/scope.ts";
import { alertVisibleSql } from "./visible-alerts.ts";

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly company_id: string | null;
  readonly company_name: string | null;
  readonly state: Alert["state"];
  readonly message: string;
  readonly times_seen: number;
  readonly opened_at: Date;
  readonly last_seen_at: Date;
  readonly notified_at: Date | null;
  readonly recovered_at: Date | null;
}

/** The latest 200 of a state, newest first, and how many are open. */
export async function listAlerts(actor: PersonActor, state: Alert["state"]): Promise<AlertList> {
  return withTenant(actor.organizationId, async (sql) => {
    const visible = alertVisibleSql(actor);
    const open = await sql.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM alerts a WHERE a.state = 'open' AND ${visible}`,
    );
    const { rows } = await sql.query<Row>(
      `SELECT a.*, c.name AS company_name FROM alerts a LEFT JOIN companies c
           ON c.id = a.company_id AND c.organization_id = a.organization_id
        WHERE a.state = $1 AND ${visible} ORDER BY a.opened_at DESC LIMIT 200`,
      [state],
    );
    return { open: open.rows[0]?.count ?? 0, alerts: rows.map(toAlert) };
  });
}

function toAlert(row: Row): Alert {
  return {
    id: row.id,
    kind: row.kind,
    companyId: row.company_id,
    companyName: row.company_name,
    state: row.state,
    message: row.message,
    timesSeen: row.times_seen,
    openedAt: row.opened_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    notifiedAt: row.notified_at?.toISOString() ?? null,
    recoveredAt: row.recovered_at?.toISOString() ?? null,
  };
}
