import { createHmac } from "node:crypto";

/** The `intuit-signature` header: base64 of HMAC-SHA256 over the raw body with the app's verifier token. */
export function signBody(body: string | Buffer, verifierToken: string): string {
  return createHmac("sha256", verifierToken).update(body).digest("base64");
}
