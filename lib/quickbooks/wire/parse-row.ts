import { AppError } from "../../core/app-error.ts";
import { isWireRecord, type WireRecord } from "./wire-record.ts";

/** @throws AppError `quickbooks.malformed` when the text is not the JSON of an object. */
export function parseRow(text: string): WireRecord {
  const parsed = parseJson(text);
  if (!isWireRecord(parsed))
    throw new AppError("quickbooks.malformed", "a row of an answer is not an object");
  return parsed;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    // Its message quotes the text.
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}
