import { AppError } from "#lib/core/app-error.ts";

/** Enough for any form of ours; a route that takes more says so in its contract. */
export const defaultMaxBodyBytes = 64 * 1024;

/**
 * The raw bytes of a body, stopping as soon as there are too many: neither a header that lies about the
 * length nor one that is missing makes us hold more.
 *
 * @throws AppError `request.too_large`.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (request.body) {
    const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > maxBytes) {
        await reader.cancel();
        throw new AppError("request.too_large");
      }
      chunks.push(value);
    }
  }
  return Buffer.concat(chunks, size);
}

/**
 * An empty body is `undefined`: the contract says whether that will do.
 *
 * @throws AppError `request.invalid` for another media type or what is not JSON.
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const bytes = await readBody(request, maxBytes);
  if (bytes.byteLength === 0) return undefined;
  // A form on another site can post text and form data, but JSON only after asking us first.
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new AppError("request.invalid", "Send the body as application/json.");
  }
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    throw new AppError("request.invalid", "The body is not JSON.", { cause });
  }
}
