import type { TenantSql } from "#lib/db/scope.ts";

/** When a message to a channel was last sent, or failed and why. */
export interface Delivery {
  readonly at: Date;
  readonly outcome: "sent" | "failed";
  readonly error: string | null;
}

/** What the channel's line on the screen says. */
export async function recordOnChannel(sql: TenantSql, channelId: string, delivery: Delivery): Promise<void> {
  await sql.query(
    `UPDATE alert_channels SET last_delivery_at = $3, last_delivery_outcome = $4, last_delivery_error = $5
      WHERE id = $1 AND organization_id = $2`,
    [channelId, sql.organization, delivery.at, delivery.outcome, delivery.error],
  );
}
