// Puts on the queue what tells of alerts, in the transaction that opens or closes them.

import { isCovered, type AlertCoverage, type AlertKind } from "#lib/books/alert-kind.ts";
import type { OrganizationId } from "#lib/core/ids.ts";
import type { Sql } from "#lib/db/scope.ts";
import { canSendMail } from "#lib/mail/send-mail.ts";
import { enqueue } from "#lib/queue/enqueue.ts";
import { operatorChannels } from "./operator-channels.ts";

interface AlertOfFirm {
  readonly id: string;
  readonly organizationId: OrganizationId;
}

interface ChannelRow {
  readonly id: string;
  readonly organization_id: OrganizationId;
  readonly covers: AlertCoverage;
  readonly kinds: readonly string[];
}

/**
 * One message for each channel of the alert's own firm that covers its kind. While a firm has no channel that
 * is on, its owners and admins get it by mail, where there is a mail server.
 */
export async function queueOpened(sql: Sql, kind: AlertKind, alerts: readonly AlertOfFirm[]): Promise<void> {
  const { rows } = await sql.query<ChannelRow>(
    `SELECT id, organization_id, covers, kinds FROM alert_channels
      WHERE enabled AND organization_id = ANY ($1::uuid[])`,
    [[...new Set(alerts.map(({ organizationId }) => organizationId))]],
  );
  const channelsOf = Map.groupBy(rows, (channel) => channel.organization_id);
  for (const { id: alertId, organizationId } of alerts) {
    const channels = channelsOf.get(organizationId);
    const receivers = channels
      ? channels.filter((channel) => isCovered(kind, channel)).map(({ id }) => id)
      : canSendMail()
        ? [null]
        : [];
    for (const channelId of receivers) {
      await enqueue(sql, "send_alert", { organizationId, alertId, notice: "opened", channelId });
    }
  }
}

/** To whoever has been told that they were open, and to nobody else. */
export async function queueRecovered(sql: Sql, alertIds: readonly string[]): Promise<void> {
  const { rows } = await sql.query<{
    readonly alert_id: string;
    readonly organization_id: OrganizationId;
    readonly channel_id: string | null;
  }>(
    `SELECT alert_id, organization_id, channel_id FROM alert_deliveries
      WHERE alert_id = ANY ($1::uuid[]) AND notice = 'opened' AND outcome = 'sent'`,
    [alertIds],
  );
  for (const { alert_id: alertId, organization_id: organizationId, channel_id: channelId } of rows) {
    await enqueue(sql, "send_alert", { organizationId, alertId, notice: "recovered", channelId });
  }
}

/** What concerns the whole installation, to whoever runs it. */
export async function queueOperator(
  sql: Sql,
  notice: "opened" | "recovered",
  message: string,
): Promise<void> {
  for (const channel of operatorChannels()) await enqueue(sql, "tell_operator", { notice, message, channel });
}
