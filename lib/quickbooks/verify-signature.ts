import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether `intuit-signature` is the HMAC-SHA256 of the raw body under any of the verifier tokens; there
 * are two of them while one replaces the other. Every token is tried and every comparison takes the same
 * time, so that the duration says nothing.
 */
export function isSignedByIntuit(
  rawBody: Uint8Array,
  signature: string | null,
  verifierTokens: readonly string[],
): boolean {
  const given = decode(signature);
  let valid = false;
  for (const token of verifierTokens) {
    const expected = createHmac("sha256", token).update(rawBody).digest();
    if (timingSafeEqual(expected, given.bytes)) valid = true;
  }
  return valid && given.wellFormed;
}

// Strict base64 of 32 bytes: Buffer.from would pass over what is none.
const base64Of32Bytes = /^[A-Za-z0-9+/]{43}=$/;

function decode(signature: string | null): { bytes: Buffer; wellFormed: boolean } {
  if (signature === null || !base64Of32Bytes.test(signature)) {
    return { bytes: Buffer.alloc(32), wellFormed: false };
  }
  return { bytes: Buffer.from(signature, "base64"), wellFormed: true };
}
