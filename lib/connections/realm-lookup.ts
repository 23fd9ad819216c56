// Finds a company by its realm id without storing the id readably: by HMAC-SHA256 under a key of its own.
// See docs/decisions/0009-realms-are-found-by-a-key-of-their-own.md for why the key is random, sealed and in the database.

import { randomBytes } from "node:crypto";

import { AppError } from "#lib/core/app-error.ts";
import { keyedHash } from "#lib/crypto/digest.ts";
import { open, seal, type SealContext } from "#lib/crypto/seal.ts";
import { asSystem, type Sql } from "#lib/db/scope.ts";
import type { RealmId } from "#lib/core/ids.ts";

export const lookupKeyContext: SealContext = { owner: "system", field: "realm_lookup_key" };

let shared: Promise<Buffer> | undefined;

/** What stands in `realm_id_hash`. The key is read once a process and never changes. */
export async function hashRealm(realm: RealmId): Promise<string> {
  shared ??= loadKey().catch((failure: unknown) => {
    shared = undefined;
    throw failure;
  });
  return keyedHash(await shared, realm);
}

async function loadKey(): Promise<Buffer> {
  return asSystem(async (sql) => {
    const known = await findKey(sql);
    if (known) return known;
    // Two processes may both find none. One insert wins and both then read that one.
    await sql.query(
      "INSERT INTO quickbooks_lookup_keys (id, key_sealed) VALUES (1, $1) ON CONFLICT DO NOTHING",
      [seal(randomBytes(32).toString("base64url"), lookupKeyContext)],
    );
    const made = await findKey(sql);
    if (!made) throw new AppError("internal", "the realm lookup key could not be stored");
    return made;
  });
}

async function findKey(sql: Sql): Promise<Buffer | null> {
  const { rows } = await sql.query<{ key_sealed: string }>("SELECT key_sealed FROM quickbooks_lookup_keys");
  const sealed = rows[0]?.key_sealed;
  return sealed === undefined ? null : Buffer.from(open(sealed, lookupKeyContext), "base64url");
}
