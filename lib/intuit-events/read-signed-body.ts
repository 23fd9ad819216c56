import { AppError } from "#lib/core/app-error.ts";
import { startSignatureCheck } from "#lib/quickbooks/events/verify-signature.ts";

/** Read and looked into. Intuit sends up to 100 events, about a megabyte; this is some 25,000. */
export const largestReadBytes = 8 * 1024 * 1024;
/** Beyond what is read, a delivery is still received, its signature checked and its beginning kept. */
export const largestDeliveryBytes = 32 * 1024 * 1024;

export interface SignedBody {
  /** All of it, or the first `largestReadBytes`. */
  readonly bytes: Buffer;
  readonly isWhole: boolean;
}

/**
 * The raw bytes of a delivery that Intuit has signed. The signature is computed while the body arrives, so
 * that one larger than we want to hold is told from one that is not Intuit's.
 *
 * @throws AppError `webhook.bad_signature`, `request.too_large`.
 */
export async function readSignedBody(
  request: Request,
  verifierTokens: readonly string[],
): Promise<SignedBody> {
  const check = startSignatureCheck(request.headers.get("intuit-signature"), verifierTokens);
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (request.body) {
    const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      check.update(value);
      if (size < largestReadBytes) chunks.push(value.subarray(0, largestReadBytes - size));
      size += value.byteLength;
      if (size > largestDeliveryBytes) {
        await reader.cancel();
        throw new AppError("request.too_large");
      }
    }
  }
  if (!check.isSigned()) throw new AppError("webhook.bad_signature");
  return { bytes: Buffer.concat(chunks), isWhole: size <= largestReadBytes };
}
