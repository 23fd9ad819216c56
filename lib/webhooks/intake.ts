import { AppError } from "../core/app-error.ts";
import { config } from "../config/config.ts";
import { isSignedByIntuit } from "../quickbooks/verify-signature.ts";
import { parseDelivery, type WebhookEvent } from "../quickbooks/webhook.ts";
import { log } from "../log/log.ts";
import { metrics } from "../metrics/registry.ts";
import { keepTogether } from "./keep-together.ts";

/** Intuit sends up to 100 events, about a megabyte. */
export const largestDeliveryBytes = 2 * 1024 * 1024;

/**
 * Takes in one delivery. When it resolves the events are durable, and Intuit may be told 200.
 *
 * @throws AppError `webhook.bad_signature`, `request.invalid` for what is validly signed and makes no
 * sense, `database.unavailable` when it cannot be kept: Intuit will deliver it again.
 */
export async function takeDelivery(rawBody: Uint8Array, signature: string | null): Promise<void> {
  // Before anything is read: what is not Intuit's is not even parsed.
  if (!isSignedByIntuit(rawBody, signature, config().quickbooks.webhookVerifierTokens)) {
    throw new AppError("webhook.bad_signature");
  }
  const delivery = parseDelivery(
    Buffer.from(rawBody.buffer, rawBody.byteOffset, rawBody.byteLength).toString(),
  );
  if (delivery.kind === "nonsense") throw new AppError("request.invalid", delivery.why);
  for (const { index, why } of delivery.unreadable) {
    log().warn({ index, why }, "an event of a webhook delivery cannot be read");
  }
  await keep(delivery.events);
}

async function keep(events: readonly WebhookEvent[]): Promise<void> {
  try {
    const kept = await keepTogether(events);
    const { webhookEvents } = metrics();
    webhookEvents.inc({ state: "received" }, events.length);
    webhookEvents.inc({ state: "fresh" }, kept.fresh);
    webhookEvents.inc({ state: "unmatched" }, kept.unmatched);
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError("database.unavailable", "webhook events could not be kept", { cause: thrown });
  }
}
