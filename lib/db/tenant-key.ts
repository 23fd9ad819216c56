// The key with which this process proves to PostgreSQL for which firm a transaction acts. It is in a table
// that the system role alone can read; the policies verify what it signs through bound_organization(), which
// reads the key as the tables' owner. A statement that somebody smuggled into the application's
// connection can set the setting as it likes: without the key it finds no firm's rows.

import { createHash } from "node:crypto";

import { AppError } from "#lib/core/app-error.ts";

/** HMAC-SHA256's key, padded to a block and masked as its two passes want it: SQL has no exclusive or. */
export interface TenantKey {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

interface Keys {
  read?: Promise<TenantKey> | undefined;
  source?: (() => Promise<TenantKey | null>) | undefined;
}

declare global {
  // As the pools: each of Next's bundles would have one of its own.
  var tieoutTenantKey: Keys | undefined;
}

function keys(): Keys {
  globalThis.tieoutTenantKey ??= {};
  return globalThis.tieoutTenantKey;
}

/** From where the key is read when it is first needed: lib/db/pool, which has the system's connections. */
export function readTenantKeyFrom(source: () => Promise<TenantKey | null>): void {
  keys().source = source;
}

/** Read once and kept. @throws AppError `database.unavailable` when there is none. */
export function readTenantKey(): Promise<TenantKey> {
  const kept = keys();
  if (kept.read) return kept.read;
  const reading = (async () => {
    const key = await kept.source?.();
    if (!key) {
      throw new AppError("database.unavailable", "There is no tenant key: run npm run db:migrate.");
    }
    return key;
  })();
  kept.read = reading;
  // The next one who needs it tries again.
  reading.catch(() => {
    if (kept.read === reading) kept.read = undefined;
  });
  return reading;
}

/**
 * The next who needs it reads it again: after the pools were closed, or where PostgreSQL no longer takes
 * it.
 */
export function forgetTenantKey(): void {
  keys().read = undefined;
}

/** What the setting tieout.tenant must hold for rows of `organization` to be seen. */
export function signTenant(key: TenantKey, organization: string): string {
  const inner = createHash("sha256").update(key.inner).update(organization).digest();
  return `${organization}.${createHash("sha256").update(key.outer).update(inner).digest("hex")}`;
}
