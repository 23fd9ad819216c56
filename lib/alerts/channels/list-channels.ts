import type { AlertChannel, AlertChannels } from "#lib/contracts/alert-channels.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import { withTenant } from "#lib/db/scope.ts";
import { canSendMail } from "#lib/mail/send-mail.ts";

interface Row extends Omit<AlertChannel, "createdAt" | "lastDelivery"> {
  readonly created_at: Date;
  readonly last_delivery_at: Date | null;
  readonly last_delivery_outcome: "sent" | "failed" | null;
  readonly last_delivery_error: string | null;
}

/** The firm's channels, the oldest first. A webhook's address does not leave. */
export async function listChannels(actor: PersonActor): Promise<AlertChannels> {
  const { rows } = await withTenant(actor.organizationId, (sql) =>
    sql.query<Row>(
      `SELECT channel.id, channel.kind, channel.name, channel.address, channel.covers, channel.kinds,
              channel.enabled, channel.created_at, channel.last_delivery_at, channel.last_delivery_outcome,
              channel.last_delivery_error, person.name AS "createdBy"
         FROM alert_channels AS channel
         JOIN memberships AS member
           ON member.id = channel.created_by_membership_id AND member.organization_id = channel.organization_id
         JOIN users AS person ON person.id = member.user_id
        WHERE channel.organization_id = $1
        ORDER BY channel.created_at, channel.id`,
      [sql.organization],
    ),
  );
  return { canSendMail: canSendMail(), channels: rows.map(toChannel) };
}

function toChannel({
  created_at,
  last_delivery_at,
  last_delivery_outcome,
  last_delivery_error,
  ...row
}: Row): AlertChannel {
  return {
    ...row,
    createdAt: created_at.toISOString(),
    lastDelivery:
      last_delivery_at === null || last_delivery_outcome === null
        ? null
        : { at: last_delivery_at.toISOString(), outcome: last_delivery_outcome, error: last_delivery_error },
  };
}
