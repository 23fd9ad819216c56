import { randomUUID } from "node:crypto";

import type { z } from "zod";

import { countAttempt } from "#lib/auth/sessions/attempt-limits.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import { config } from "#lib/config/config.ts";
import type { channelTested } from "#lib/contracts/alert-channels.ts";
import { AppError } from "#lib/core/app-error.ts";
import { withTenant } from "#lib/db/scope.ts";
import { log } from "#lib/log/log.ts";
import { deliver, describeFailure, type Channel } from "./deliver.ts";
import type { Resolve } from "./public-address.ts";
import { recordOnChannel, type Delivery } from "./record-delivery.ts";

/**
 * Sends a message that says it is a test, also to a channel that is off. How it went is the answer and stands
 * on the channel from then on.
 *
 * @throws AppError `request.not_found`, `auth.throttled`.
 */
export async function testChannel(
  actor: PersonActor,
  id: string,
  resolve?: Resolve,
): Promise<z.input<typeof channelTested>> {
  const { organizationId, organizationName, name } = actor;
  const channel = await withTenant(organizationId, async (sql) => {
    const { rows } = await sql.query<Channel>(
      `SELECT id, organization_id, kind, address, url_sealed FROM alert_channels
        WHERE id = $1 AND organization_id = $2`,
      [id, sql.organization],
    );
    return rows[0];
  });
  if (!channel) throw new AppError("request.not_found");
  await countAttempt("alertChannel", organizationId);
  const message = {
    subject: `Test: alerts of ${organizationName}`,
    message: `${name} has sent this to see whether it arrives. Alerts of ${organizationName} will come here.`,
    address: `${config().appUrl}/admin/alert-channels`,
  };
  const delivery = await deliver(channel, message, randomUUID(), resolve).then(
    (): Delivery => ({ at: new Date(), outcome: "sent", error: null }),
    (thrown: unknown): Delivery => {
      log().warn({ err: thrown, channelId: id }, "a test message could not be delivered");
      return { at: new Date(), outcome: "failed", error: describeFailure(thrown) };
    },
  );
  await withTenant(organizationId, async (sql) => {
    await recordOnChannel(sql, id, delivery);
    const detail = { channelId: id, outcome: delivery.outcome };
    await recordAudit(sql, { organizationId, actor, action: "alert_channel.tested", detail });
  });
  return { ...delivery, at: delivery.at.toISOString() };
}
