const strict = new TextDecoder("utf-8", { fatal: true });

/** The text of the bytes, or undefined when they are not UTF-8. */
export function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}
