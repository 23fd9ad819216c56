import { escapeControls } from "./escape-controls.ts";
import { isWireRecord, type WireRecord } from "./wire-record.ts";

/** Null for what is not the JSON of an object. Says no more: the parser's message quotes the text. */
export function parseObject(text: string): WireRecord | null {
  const parsed = parseJson(text) ?? parseJson(escapeControls(text));
  return isWireRecord(parsed) ? parsed : null;
}

/** Undefined for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}
