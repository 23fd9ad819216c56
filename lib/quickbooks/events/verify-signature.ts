import { createHmac, timingSafeEqual } from "node:crypto";

export interface SignatureCheck {
  /** The next bytes of the raw body. */
  update(bytes: Uint8Array): void;
  /** After the last of them, and once. */
  isSigned(): boolean;
}

/**
 * Whether `intuit-signature` is the HMAC-SHA256 of the raw body under any of the verifier tokens; there
 * are two of them while one replaces the other. Every token is tried and every comparison takes the same
 * time, so that the duration says nothing.
 */
export function startSignatureCheck(
  signature: string | null,
  verifierTokens: readonly string[],
): SignatureCheck {
  const given = decode(signature);
  const macs = verifierTokens.map((token) => createHmac("sha256", token));
  return {
    update: (bytes) => {
      for (const mac of macs) mac.update(bytes);
    },
    isSigned: () => {
      let valid = false;
      for (const mac of macs) if (timingSafeEqual(mac.digest(), given.bytes)) valid = true;
      return valid && given.wellFormed;
    },
  };
}

// Strict base64 of 32 bytes: Buffer.from would pass over what is none.
const base64Of32Bytes = /^[A-Za-z0-9+/]{43}=$/;

function decode(signature: string | null): { bytes: Buffer; wellFormed: boolean } {
  if (signature === null || !base64Of32Bytes.test(signature)) {
    return { bytes: Buffer.alloc(32), wellFormed: false };
  }
  return { bytes: Buffer.from(signature, "base64"), wellFormed: true };
}
