// `npm run webhooks:unreadable -- [how many]`: what Intuit signed and we could not read, for whoever runs
// the installation. See docs/RUNBOOK.md.

import { listUnreadableDeliveries } from "#lib/connections/delivery-text.ts";
import { closePool } from "#lib/db/pool.ts";

const limit = Math.max(1, Number.parseInt(process.argv[2] ?? "20", 10) || 20);
try {
  const found = await listUnreadableDeliveries(limit);
  for (const { eventId, receivedAt, deliveries, reason, text, bytes } of found) {
    console.log(
      `${receivedAt.toISOString()}  ${eventId}  ${reason}; ${bytes} bytes, delivered ${deliveries}x`,
    );
    console.log(`  ${JSON.stringify(text)}`);
  }
  if (found.length === 0) console.log("Every webhook event that is stored could be read.");
} finally {
  await closePool();
}
