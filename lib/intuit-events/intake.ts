import { AppError } from "#lib/core/app-error.ts";
import { config } from "#lib/config/config.ts";
import { parseDelivery, unreadableDelivery, type Delivery } from "#lib/quickbooks/events/parse-delivery.ts";
import { log } from "#lib/log/log.ts";
import { metrics } from "#lib/metrics/registry.ts";
import { batchDeliveries } from "./batch-deliveries.ts";
import { readSignedBody } from "./read-signed-body.ts";

/**
 * Ingests one delivery. When it resolves the events are durable, and Intuit may be told 200. Whatever a
 * validly signed delivery holds is stored: Intuit repeats what is not answered 200, and holds the later
 * events of all companies back until then.
 *
 * @throws AppError `webhook.bad_signature`, `request.too_large` beyond `largestDeliveryBytes`, or
 * `database.unavailable` when it cannot be stored: Intuit will deliver it again.
 */
export async function receiveDelivery(request: Request): Promise<void> {
  const { bytes, isWhole } = await readSignedBody(request, config().quickbooks.webhookVerifierTokens);
  const delivery = isWhole
    ? parseDelivery(bytes)
    : unreadableDelivery(bytes, "the delivery is larger than what is read");
  const [first] = delivery.unreadable;
  if (first) {
    log().warn(
      { events: delivery.events.length, unreadable: delivery.unreadable.length, why: first.why },
      "a webhook delivery holds what cannot be read",
    );
  }
  await keep(delivery);
}

async function keep(delivery: Delivery): Promise<void> {
  try {
    const kept = await batchDeliveries(delivery);
    const { webhookEvents } = metrics();
    webhookEvents.inc({ state: "received" }, delivery.events.length + delivery.unreadable.length);
    webhookEvents.inc({ state: "fresh" }, kept.fresh);
    webhookEvents.inc({ state: "unmatched" }, kept.unmatched);
    webhookEvents.inc({ state: "unreadable" }, kept.unreadable);
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError("database.unavailable", "webhook events could not be kept", { cause: thrown });
  }
}
