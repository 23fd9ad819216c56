import { addChannel } from "#lib/alerts/channels/manage-channels.ts";
import type { z } from "zod";

import { sendAlert } from "#lib/alerts/send-alert.ts";
import { tellOperator } from "#lib/alerts/tell-operator.ts";
import { channelToAdd } from "#lib/contracts/alert-channels.ts";
import type { OrganizationId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { parsePayload } from "#lib/queue/parse-payload.ts";
import { listJobs } from "./connected-company.ts";
import { addMember } from "./people-of-a-firm.ts";

/** A channel of a firm, added by an owner of it who is made for that. */
export async function createChannel(
  firm: OrganizationId,
  channel: z.input<typeof channelToAdd>,
): Promise<string> {
  const owner = await addMember(firm, "owner");
  return (await addChannel(await owner.actor(), channelToAdd.parse(channel))).id;
}

/** Sends what waits, as the worker does. Failures are answered, and their jobs gone. */
export async function sendWaiting(): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  const keep = (thrown: unknown) => failures.push(thrown);
  for (const { payload } of await listJobs("send_alert")) {
    await sendAlert(parsePayload("send_alert", payload)).catch(keep);
  }
  for (const { payload } of await listJobs("tell_operator")) {
    await tellOperator(parsePayload("tell_operator", payload)).catch(keep);
  }
  await asSystem((sql) => sql.query("DELETE FROM graphile_worker._private_jobs"));
  return failures;
}
