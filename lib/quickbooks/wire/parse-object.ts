import { isWireRecord, type WireRecord } from "./wire-record.ts";

/** Null for what is not the JSON of an object. Says no more: the parser's message quotes the text. */
export function parseObject(text: string): WireRecord | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return isWireRecord(parsed) ? parsed : null;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}
