// Cuts a query's answer into its rows without parsing it. Parsed whole, a page of a thousand invoices is
// 10 MB of objects that all live until the last of them has been read; parsed row by row, each is garbage
// before the next one comes. And cut as bytes, no text of megabytes is ever made, which only a collection
// of the whole heap would free.

import { decodeAnswer } from "../wire/decode-answer.ts";

export interface SplitRows {
  /** The answer with an empty list in place of its rows. */
  readonly envelope: string;
  /** The JSON of each row, as it came: parts of the answer's own bytes. */
  readonly rows: readonly Buffer[];
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const space = 0x20;
const braceOpen = 0x7b;
const braceClose = 0x7d;
const bracketOpen = 0x5b;
const bracketClose = 0x5d;

/** {"QueryResponse": {"Invoice": [ … ]}}: where the list stands, and its rows below it. */
const listDepth = 3;
const rowDepth = 4;

/**
 * The first list two objects down, as {"QueryResponse":{"Invoice":[…]}} has it. Null where there is none,
 * where it holds anything but objects, and where the text ends before the list does: the caller then
 * parses the whole. What is inside of a row is not looked at.
 */
// One loop on purpose: it looks at each byte of a page once, and calls cost as much as the looking.
// eslint-disable-next-line complexity
export function splitRows(answer: Buffer): SplitRows | null {
  const rows: Buffer[] = [];
  let depth = 0;
  let listAt = -1;
  let rowAt = -1;
  for (let at = 0; at < answer.length; at += 1) {
    const code = answer[at] ?? 0;
    const isBetweenRows = depth === listDepth && listAt >= 0;
    if (code === quote) {
      if (isBetweenRows) return null;
      at = endOfString(answer, at);
      if (at < 0) return null;
    } else if (code === braceOpen || code === bracketOpen) {
      depth += 1;
      if (isBetweenRows) {
        if (code === bracketOpen) return null;
        rowAt = at;
      } else if (depth === listDepth && code === bracketOpen) listAt = at;
    } else if (code === braceClose || code === bracketClose) {
      if (isBetweenRows) return { envelope: without(answer, listAt + 1, at), rows };
      if (depth === rowDepth && listAt >= 0) rows.push(answer.subarray(rowAt, at + 1));
      depth -= 1;
    } else if (isBetweenRows && code !== comma && code > space) return null;
  }
  return null;
}

function without(answer: Buffer, from: number, to: number): string {
  return decodeAnswer(answer.subarray(0, from)) + decodeAnswer(answer.subarray(to));
}

/** Where the string that begins at `from` ends; -1 when it does not. */
function endOfString(answer: Buffer, from: number): number {
  for (let at = from + 1; at < answer.length; at += 1) {
    const code = answer[at];
    if (code === quote) return at;
    if (code === backslash) at += 1;
  }
  return -1;
}
