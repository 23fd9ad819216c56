const decoder = new TextDecoder();

/** As fetch would: UTF-8 without its mark, what is none of it replaced. */
export function decodeAnswer(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
