import { randomBytes } from "node:crypto";

import type pg from "pg";

/** Bytes of a block of SHA-256. */
const blockBytes = 64;

/**
 * Makes the key with which transactions are bound to a firm, where there is none: HMAC's two masks of it
 * (RFC 2104), because SQL has SHA-256 and no exclusive or. To replace a key, delete its row, migrate, and
 * start every process anew.
 */
export async function ensureTenantKey(owner: Pick<pg.Client, "query">): Promise<void> {
  const key = randomBytes(blockBytes);
  const masked = (mask: number): Buffer => key.map((byte) => byte ^ mask) as Buffer;
  await owner.query(
    "INSERT INTO tenant_keys (id, inner_key, outer_key) VALUES (1, $1, $2) ON CONFLICT DO NOTHING",
    [masked(0x36), masked(0x5c)],
  );
}
