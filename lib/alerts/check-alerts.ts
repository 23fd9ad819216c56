import { asSystem, type Sql } from "../db/scope.ts";
import { callBudgetOfApp } from "../pacing/call-budget.ts";
import { enqueue } from "../queue/enqueue.ts";
import { alertChannels } from "./alert-channels.ts";
import { alertKinds, alertRules, type AlertDetail, type AlertKind, type AlertRule } from "./alert-rules.ts";

export interface CheckedAlerts {
  readonly opened: number;
  readonly recovered: number;
}

/**
 * Brings the alerts of all firms up to date with their rules. An alert is opened once and told of once,
 * however often it is found; one that a person has dismissed stays so until it has recovered and comes
 * back. Each rule is one transaction: an alert is stored with the jobs that tell of it.
 */
export async function checkAlerts(now: Date): Promise<CheckedAlerts> {
  const budget = await callBudgetOfApp(now);
  let opened = 0;
  let recovered = 0;
  for (const kind of alertKinds) {
    const checked = await asSystem((sql) => checkRule(sql, kind, now, budget.state));
    opened += checked.opened;
    recovered += checked.recovered;
  }
  return { opened, recovered };
}

interface ChangedAlert {
  readonly id: string;
  readonly company_name: string | null;
  readonly detail: AlertDetail;
  readonly notified_at: Date | null;
}

async function checkRule(sql: Sql, kind: AlertKind, now: Date, budgetState: string): Promise<CheckedAlerts> {
  // Two checks at once would both find the same thing new.
  await sql.query("SELECT pg_advisory_xact_lock(hashtext('tieout alerts'))");
  const rule: AlertRule = alertRules[kind];
  // A statement must use each of its parameters.
  const found = `SELECT found.* FROM (${rule.find}) AS found WHERE $1::timestamptz IS NOT NULL AND $2::text IS NOT NULL`;
  const opened = await sql.query<ChangedAlert>(
    `WITH found AS (${found}), again AS (
       UPDATE alerts AS alert SET last_seen_at = $1, detail = found.detail,
         times_seen = alert.times_seen + (alert.detail <> found.detail)::int
       FROM found
       WHERE alert.kind = $3 AND alert.recovered_at IS NULL AND alert.organization_id = found.organization_id
         AND alert.company_id IS NOT DISTINCT FROM found.company_id AND alert.subject = found.subject
       RETURNING alert.organization_id, alert.company_id, alert.subject
     )
     INSERT INTO alerts AS alert (id, organization_id, company_id, kind, subject, says, detail, opened_at, last_seen_at)
     SELECT gen_random_uuid(), found.organization_id, found.company_id, $3, found.subject, '', found.detail, $1, $1
     FROM found WHERE NOT EXISTS (
       SELECT FROM again WHERE again.organization_id = found.organization_id
         AND again.company_id IS NOT DISTINCT FROM found.company_id AND again.subject = found.subject)
     RETURNING id, detail, notified_at, (SELECT name FROM companies WHERE companies.id = alert.company_id) AS company_name`,
    [now, budgetState, kind],
  );
  for (const alert of opened.rows) {
    await sql.query("UPDATE alerts SET says = $2 WHERE id = $1", [
      alert.id,
      rule.says(alert.company_name ?? "", alert.detail),
    ]);
    await tell(sql, alert.id, "opened");
  }
  const recovered = await sql.query<ChangedAlert>(
    `WITH found AS (${found})
     UPDATE alerts AS alert SET recovered_at = $1,
       state = CASE alert.state WHEN 'open' THEN 'recovered' ELSE alert.state END
     WHERE alert.kind = $3 AND alert.recovered_at IS NULL AND NOT EXISTS (
       SELECT FROM found WHERE found.organization_id = alert.organization_id
         AND found.company_id IS NOT DISTINCT FROM alert.company_id AND found.subject = alert.subject)
     RETURNING id, detail, notified_at`,
    [now, budgetState, kind],
  );
  for (const alert of recovered.rows) if (alert.notified_at) await tell(sql, alert.id, "recovered");
  return { opened: opened.rows.length, recovered: recovered.rows.length };
}

async function tell(sql: Sql, alertId: string, notice: "opened" | "recovered"): Promise<void> {
  for (const channel of alertChannels()) await enqueue(sql, "send_alert", { alertId, notice, channel });
}
