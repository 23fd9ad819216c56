import { AppError } from "#lib/core/app-error.ts";

export interface EncryptionKey {
  /** Short name that is written in front of everything sealed with this key. */
  readonly id: string;
  /** 32 bytes, for AES-256. */
  readonly key: Buffer;
}

/**
 * Reads `id:base64,id:base64,…`. The first seals, all open: put a new key in front to rotate.
 *
 * @throws AppError `config.invalid`, never showing any part of a key.
 */
export function parseTokenEncryptionKeys(text: string): readonly [EncryptionKey, ...EncryptionKey[]] {
  const keys = text.split(",").map((entry) => parseKey(entry.trim()));
  const ids = new Set(keys.map((key) => key.id));
  if (ids.size !== keys.length) throw invalid("two keys share an id");
  const [first, ...rest] = keys;
  if (!first) throw invalid("there is no key");
  return [first, ...rest];
}

function parseKey(entry: string): EncryptionKey {
  const match = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]+={0,2})$/.exec(entry);
  const id = match?.[1];
  const encoded = match?.[2];
  if (!id || !encoded) throw invalid("each key is written id:base64");
  const key = Buffer.from(encoded, "base64");
  if (key.length !== 32) throw invalid(`the key "${id}" has ${key.length} bytes instead of 32`);
  return { id, key };
}

function invalid(why: string): AppError {
  return new AppError("config.invalid", `TOKEN_ENCRYPTION_KEYS is not right: ${why}.`);
}
