import type { AlertKind } from "#lib/books/alert-kind.ts";
import { config } from "#lib/config/config.ts";
import { isAppError } from "#lib/core/app-error.ts";
import { withTenant, type TenantSql } from "#lib/db/scope.ts";
import type { JobPayload } from "#lib/queue/jobs.ts";
import { alertRules } from "./alert-rules.ts";
import { deliver, deliverByMail, describeFailure, type Channel } from "./channels/deliver.ts";
import type { Resolve } from "./channels/public-address.ts";
import { recordOnChannel, type Delivery } from "./channels/record-delivery.ts";
import type { Message } from "./message.ts";

type Callout = JobPayload<"send_alert">;

interface StoredAlert {
  readonly kind: AlertKind;
  readonly company_id: string | null;
  readonly company_name: string | null;
  readonly firm: string;
  readonly message: string;
  readonly recovered_at: Date | null;
  readonly was_sent: boolean;
}

/**
 * Tells a firm of its alert, by one of its channels or by mail to its owners and admins. All that it reads and
 * writes is in that firm's scope, so that no channel of another firm is within its reach.
 *
 * Each receiver is told once; an alert that has recovered before anybody was told is not told of at all. The
 * job tries again when this throws. A crash between the sending and its record sends a second copy, which
 * mail programs recognise by its id.
 *
 * @throws AppError `alert.undelivered`.
 */
export async function sendAlert(
  notice: Callout,
  resolve?: Resolve,
): Promise<"sent" | "not_needed" | "rejected"> {
  const { organizationId, alertId } = notice;
  const [alert, receiver] = await withTenant(
    organizationId,
    async (sql) => [await findAlert(sql, notice), await findReceiver(sql, notice)] as const,
  );
  if (!alert || alert.was_sent || !receiver) return "not_needed";
  if (notice.notice === "opened" && alert.recovered_at !== null) return "not_needed";
  const message = messageOf(alert, notice);
  const id = `${alertId}.${notice.notice}`;
  try {
    await (isMailboxes(receiver)
      ? deliverByMail(receiver, message, id)
      : deliver(receiver, message, id, resolve));
  } catch (thrown) {
    const failed: Delivery = { at: new Date(), outcome: "failed", error: describeFailure(thrown) };
    await withTenant(organizationId, (sql) => record(sql, notice, failed));
    // Asking again does not make an address of an internal network a public one.
    if (isAppError(thrown, "alert.address_rejected")) return "rejected";
    throw thrown;
  }
  await withTenant(organizationId, (sql) =>
    record(sql, notice, { at: new Date(), outcome: "sent", error: null }),
  );
  return "sent";
}

async function findAlert(sql: TenantSql, notice: Callout): Promise<StoredAlert | undefined> {
  const { rows } = await sql.query<StoredAlert>(
    `SELECT alert.kind, alert.company_id, company.name AS company_name, firm.name AS firm, alert.message,
       alert.recovered_at,
       EXISTS (SELECT FROM alert_deliveries AS delivery
         WHERE delivery.organization_id = $2 AND delivery.alert_id = alert.id AND delivery.notice = $3
           AND delivery.receiver = $4 AND delivery.outcome = 'sent') AS was_sent
     FROM alerts AS alert JOIN organizations AS firm ON firm.id = alert.organization_id
     LEFT JOIN companies AS company
       ON company.id = alert.company_id AND company.organization_id = alert.organization_id
     WHERE alert.id = $1 AND alert.organization_id = $2`,
    [notice.alertId, sql.organization, notice.notice, receiverName(notice)],
  );
  return rows[0];
}

/** A channel that is on, or the mailboxes of those who run the firm. */
async function findReceiver(
  sql: TenantSql,
  { channelId }: Callout,
): Promise<Channel | readonly string[] | undefined> {
  if (channelId !== null) {
    const { rows } = await sql.query<Channel>(
      `SELECT id, organization_id, kind, address, url_sealed FROM alert_channels
        WHERE id = $1 AND organization_id = $2 AND enabled`,
      [channelId, sql.organization],
    );
    return rows[0];
  }
  const { rows } = await sql.query<{ readonly email: string }>(
    `SELECT person.email FROM memberships AS member JOIN users AS person ON person.id = member.user_id
      WHERE member.organization_id = $1 AND member.role IN ('owner', 'admin')
        AND member.disabled_at IS NULL AND member.removed_at IS NULL AND person.disabled_at IS NULL
      ORDER BY person.email`,
    [sql.organization],
  );
  return rows.length === 0 ? undefined : rows.map(({ email }) => email);
}

function isMailboxes(receiver: Channel | readonly string[]): receiver is readonly string[] {
  return Array.isArray(receiver);
}

function receiverName({ channelId }: Callout): string {
  return channelId ?? "managers";
}

async function record(sql: TenantSql, notice: Callout, delivery: Delivery): Promise<void> {
  const { alertId, channelId } = notice;
  await sql.query(
    `INSERT INTO alert_deliveries (organization_id, alert_id, notice, receiver, channel_id, attempts, outcome, error, at)
     SELECT $1, $2, $3, $4, $5, 1, $6, $7, $8
      WHERE $5::uuid IS NULL OR EXISTS (SELECT FROM alert_channels WHERE id = $5 AND organization_id = $1)
     ON CONFLICT (alert_id, notice, receiver) DO UPDATE
       SET attempts = alert_deliveries.attempts + 1, outcome = excluded.outcome, error = excluded.error, at = excluded.at
       WHERE alert_deliveries.organization_id = excluded.organization_id`,
    [
      sql.organization,
      alertId,
      notice.notice,
      receiverName(notice),
      channelId,
      delivery.outcome,
      delivery.error,
      delivery.at,
    ],
  );
  if (channelId !== null) await recordOnChannel(sql, channelId, delivery);
  if (delivery.outcome !== "sent") return;
  const column = notice.notice === "opened" ? "notified_at" : "recovery_notified_at";
  await sql.query(
    `UPDATE alerts SET ${column} = coalesce(${column}, $3) WHERE id = $1 AND organization_id = $2`,
    [alertId, sql.organization, delivery.at],
  );
}

function messageOf(alert: StoredAlert, { notice }: Callout): Message {
  const company = alert.company_name ?? "";
  const message = notice === "opened" ? alert.message : alertRules[alert.kind].recovered(company);
  const page = alert.company_id ? `/companies/${alert.company_id}` : "/admin";
  const heading = notice === "opened" ? "Needs attention" : "Solved";
  return {
    subject: `${heading}: ${company === "" ? alert.firm : company}`,
    message,
    address: `${config().appUrl}${page}`,
  };
}
