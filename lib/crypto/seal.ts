// Seals what must not be readable in the database or its backups: tokens, realm ids, the lookup key, webhooks
// of chat tools.
//
// AES-256-GCM with a random 96-bit nonce each. A sealed value is bound to its owner and field as
// associated data: one that is copied into another company's row, or another column, does not open.

import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

import { config } from "#lib/config/config.ts";
import type { EncryptionKey } from "#lib/config/token-encryption-keys.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId, OrganizationId } from "#lib/core/ids.ts";

export interface SealContext {
  /** `system` for what belongs to the installation. */
  readonly owner: CompanyId | OrganizationId | "system";
  readonly field:
    "access_token" | "refresh_token" | "realm_id" | "realm_lookup_key" | "webhook_text" | "alert_channel_url";
}

const version = "v1";
const algorithm = "aes-256-gcm";
/* The size GCM is made for (NIST SP 800-38D, 8.2.2). Random nonces are safe up to 2^32 values a key,
   which 10,000 connections refreshing hourly take fifty years to reach. */
const nonceBytes = 12;
const tagBytes = 16;

/** `v1.<key id>.<base64url of nonce, ciphertext and tag>`, with the first configured key. */
export function seal(plain: string, context: SealContext, keys = config().tokenEncryptionKeys): string {
  const [key] = keys;
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key.key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associatedData(key.id, context));
  const sealed = Buffer.concat([nonce, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${version}.${key.id}.${sealed.toString("base64url")}`;
}

/**
 * Any configured key opens. Imported by lib/connections and lib/alerts/channels/channel-url alone, which a
 * check enforces.
 *
 * @throws AppError `secret.unreadable` for a value that was altered, moved here from another row or
 * column, or sealed with a key that is not configured. Never with any part of the value.
 */
export function open(sealed: string, context: SealContext, keys = config().tokenEncryptionKeys): string {
  const { keyId, bytes } = parse(sealed);
  const key = keys.find(({ id }) => id === keyId);
  if (!key) throw unreadable(context, `its key "${keyId}" is not in TOKEN_ENCRYPTION_KEYS`);
  if (bytes.length < nonceBytes + tagBytes) throw unreadable(context, "it is too short");
  try {
    return decrypt(key, bytes, context);
  } catch {
    // OpenSSL's own words add nothing, and a cause is one more place to leak from.
    throw unreadable(context, "it was altered, or belongs to another row");
  }
}

/** Whether a rotation still has to re-seal this value. */
export function isSealedWithFirstKey(sealed: string, keys = config().tokenEncryptionKeys): boolean {
  return sealed.startsWith(`${version}.${keys[0].id}.`);
}

function decrypt(key: EncryptionKey, bytes: Buffer, context: SealContext): string {
  const decipher = createDecipheriv(algorithm, key.key, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(associatedData(key.id, context));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  const plain = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  return plain.toString("utf8");
}

/* None of the parts can hold a zero byte, so no two contexts have the same bytes. */
function associatedData(keyId: string, { owner, field }: SealContext): Buffer {
  return Buffer.from([version, keyId, owner, field].join("\0"), "utf8");
}

function parse(sealed: string): { readonly keyId: string; readonly bytes: Buffer } {
  const match = /^v1\.([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]+)$/.exec(sealed);
  const keyId = match?.[1];
  const encoded = match?.[2];
  if (!keyId || !encoded) throw new AppError("secret.unreadable", "a sealed value has not the right form");
  return { keyId, bytes: Buffer.from(encoded, "base64url") };
}

function unreadable({ field }: SealContext, why: string): AppError {
  return new AppError("secret.unreadable", `a sealed ${field} does not open: ${why}`);
}
