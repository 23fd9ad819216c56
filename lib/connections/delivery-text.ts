// The text of a webhook delivery that could not be read. It may hold the ids of realms, which stand
// readably nowhere else in the database, so it is sealed like them.

import { open, seal, type SealContext } from "#lib/crypto/seal.ts";
import { asSystem } from "#lib/db/scope.ts";

export const webhookTextContext: SealContext = { owner: "system", field: "webhook_text" };

/** Enough to see what came; the rest would only fill the disk. */
const mostBytes = 16 * 1024;

/**
 * Seals the first 16 KiB of what came, byte for byte ({@link listUnreadableDeliveries} opens it).
 */
export function sealWebhookText(text: Uint8Array): string {
  // One character a byte: what is no UTF-8 comes back as it was.
  return seal(Buffer.from(text.subarray(0, mostBytes)).toString("latin1"), webhookTextContext);
}

export interface UnreadableDelivery {
  readonly eventId: string;
  readonly receivedAt: Date;
  readonly deliveries: number;
  readonly reason: string;
  readonly text: string;
  readonly bytes: number;
}

/** For whoever runs the installation: the latest first. They belong to no firm. */
export async function listUnreadableDeliveries(limit: number): Promise<readonly UnreadableDelivery[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<Omit<UnreadableDelivery, "text"> & { readonly sealed: string }>(
      `SELECT event_id AS "eventId", received_at AS "receivedAt", deliveries, unreadable_reason AS reason,
         text_sealed AS sealed, text_bytes AS bytes
       FROM quickbooks_webhook_events WHERE unreadable_reason IS NOT NULL
       ORDER BY received_at DESC, event_id DESC LIMIT $1`,
      [limit],
    ),
  );
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    text: Buffer.from(open(sealed, webhookTextContext), "latin1").toString(),
  }));
}
