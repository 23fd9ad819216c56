import type { OrganizationId } from "#lib/core/ids.ts";
import { asSystem, type Sql } from "#lib/db/scope.ts";
import { callBudgetOfApp } from "#lib/pacing/call-budget.ts";
import { firmsOverQuota } from "#lib/pacing/firm-quota.ts";
import { alertTransitions } from "#lib/books/transitions/alert-transitions.ts";
import { alertKinds, type AlertKind } from "#lib/books/alert-kind.ts";
import { alertRules, type AlertDetail, type AlertRule } from "./alert-rules.ts";
import { queueOpened, queueOperator, queueRecovered } from "./queue-messages.ts";

export interface CheckedAlerts {
  readonly opened: number;
  readonly recovered: number;
}

/**
 * Brings the alerts of all firms up to date with their rules. An alert is opened once and told of once,
 * however often it is found; one that a person has dismissed stays so until it has recovered and comes
 * back. One that is found unchanged is not written again, so what was last seen is its last change. Each rule
 * is one transaction: an alert is stored with the jobs that tell of it.
 */
export async function checkAlerts(now: Date): Promise<CheckedAlerts> {
  const budget = await callBudgetOfApp(now);
  const overQuota = await firmsOverQuota(budget);
  const allowance = JSON.stringify({ state: budget.state, overQuota });
  let opened = 0;
  let recovered = 0;
  for (const kind of alertKinds) {
    const checked = await asSystem((sql) => checkRule(sql, kind, now, allowance));
    opened += checked.opened;
    recovered += checked.recovered;
  }
  return { opened, recovered };
}

/** What a rule has found, or an alert that has not recovered. */
interface Seen {
  readonly organization_id: string;
  readonly company_id: string | null;
  readonly subject: string;
  /** As jsonb writes it: equal details are equal texts. */
  readonly detail: string;
}

interface KnownAlert extends Seen {
  readonly id: string;
}

const keyOf = (seen: Seen): string => `${seen.organization_id} ${seen.company_id ?? ""} ${seen.subject}`;

/* Compared here and not by a join: PostgreSQL cannot know how many a rule will find, and takes thousands of
   alerts for a handful that may be compared with each other one by one. */
async function checkRule(sql: Sql, kind: AlertKind, now: Date, allowance: string): Promise<CheckedAlerts> {
  // Two checks at once would both find the same thing new.
  await sql.query("SELECT pg_advisory_xact_lock(hashtext('tieout alerts'))");
  const rule: AlertRule = alertRules[kind];
  const found = await sql.query<Seen>(
    // A statement must use each of its parameters.
    `SELECT organization_id, company_id, subject, detail::text AS detail FROM (${rule.find}) AS found
     WHERE $1::timestamptz IS NOT NULL AND $2::text IS NOT NULL`,
    [now, allowance],
  );
  const known = await sql.query<KnownAlert>(
    `SELECT id, organization_id, company_id, subject, detail::text AS detail FROM alerts
     WHERE kind = $1 AND recovered_at IS NULL`,
    [kind],
  );
  const knownByKey = new Map(known.rows.map((alert) => [keyOf(alert), alert]));
  const foundKeys = new Set(found.rows.map(keyOf));
  const fresh = found.rows.filter((seen) => !knownByKey.has(keyOf(seen)));
  const changed = found.rows.flatMap((seen) => {
    const alert = knownByKey.get(keyOf(seen));
    return alert !== undefined && alert.detail !== seen.detail ? [{ id: alert.id, detail: seen.detail }] : [];
  });
  const gone = known.rows.filter((alert) => !foundKeys.has(keyOf(alert)));
  if (changed.length > 0) await seeAgain(sql, changed, now);
  if (fresh.length > 0) await open(sql, kind, fresh, now);
  if (gone.length > 0) await recover(sql, gone, now);
  // Once for all firms, whichever of them were affected when.
  const [was, is] = [known.rows.length > 0, found.rows.length > 0];
  if (rule.ofInstallation && was !== is) {
    const message = is ? rule.message("", detailOf(found.rows[0])) : rule.recovered("");
    await queueOperator(sql, is ? "opened" : "recovered", message);
  }
  return { opened: fresh.length, recovered: gone.length };
}

async function seeAgain(
  sql: Sql,
  changed: readonly { readonly id: string; readonly detail: string }[],
  now: Date,
): Promise<void> {
  await sql.query(
    `UPDATE alerts AS alert SET last_seen_at = $1, detail = seen.detail, times_seen = alert.times_seen + 1
     FROM unnest($2::uuid[], $3::jsonb[]) AS seen(id, detail) WHERE alert.id = seen.id`,
    [now, changed.map(({ id }) => id), changed.map(({ detail }) => detail)],
  );
}

interface OpenedAlert {
  readonly id: string;
  readonly organization_id: OrganizationId;
  readonly detail: AlertDetail;
  readonly company_name: string | null;
}

async function open(sql: Sql, kind: AlertKind, fresh: readonly Seen[], now: Date): Promise<void> {
  const { rows } = await sql.query<OpenedAlert>(
    `INSERT INTO alerts AS alert (id, organization_id, company_id, kind, subject, message, detail, opened_at, last_seen_at, state)
     SELECT gen_random_uuid(), fresh.organization_id, fresh.company_id, $2, fresh.subject, '', fresh.detail, $1, $1, $7
     FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::jsonb[])
       AS fresh(organization_id, company_id, subject, detail)
     RETURNING id, organization_id, detail, (SELECT name FROM companies
       WHERE companies.id = alert.company_id AND companies.organization_id = alert.organization_id) AS company_name`,
    [
      now,
      kind,
      fresh.map((seen) => seen.organization_id),
      fresh.map((seen) => seen.company_id),
      fresh.map((seen) => seen.subject),
      fresh.map((seen) => seen.detail),
      alertTransitions.createdBy("found"),
    ],
  );
  for (const alert of rows) {
    await sql.query("UPDATE alerts SET message = $2 WHERE id = $1 AND organization_id = $3", [
      alert.id,
      alertRules[kind].message(alert.company_name ?? "", alert.detail),
      alert.organization_id,
    ]);
  }
  await queueOpened(
    sql,
    kind,
    rows.map(({ id, organization_id }) => ({ id, organizationId: organization_id })),
  );
}

async function recover(sql: Sql, gone: readonly KnownAlert[], now: Date): Promise<void> {
  const ids = gone.map(({ id }) => id);
  await sql.query(
    `UPDATE alerts SET recovered_at = $1, state = CASE WHEN state = ANY ($3) THEN $4 ELSE state END
     WHERE id = ANY ($2::uuid[])`,
    [now, ids, alertTransitions.sourcesOf("gone"), alertTransitions.targetOf("gone")],
  );
  await queueRecovered(sql, ids);
}

function detailOf(seen: Seen | undefined): AlertDetail {
  /* What jsonb_build_object made of texts, numbers and booleans. */
  return seen === undefined ? {} : (JSON.parse(seen.detail) as AlertDetail);
}
