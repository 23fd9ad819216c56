import { createHash, createHmac, randomBytes } from "node:crypto";

/** For values that are random themselves and only need to be unreadable where they are stored. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("base64url");
}

/** For values that could be guessed, as realm ids can: without the key their hash tells nothing. */
export function keyedHash(key: Buffer, text: string): string {
  return createHmac("sha256", key).update(text, "utf8").digest("base64url");
}

/** 256 bits, safe in an address. */
export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}
