import { describe, expect, it } from "vitest";

import { splitRows } from "#lib/quickbooks/answers/split-rows.ts";
import { freeRows } from "#lib/quickbooks/wire/parse-row.ts";
import { createCopyBytes } from "#lib/store/write/copy-bytes.ts";

describe("the bytes of a page", () => {
  it("are the texts that were given, whatever their length and letters", () => {
    const bytes = createCopyBytes();
    const texts = Array.from({ length: 300 }, (_, index) => `${"é😀x".repeat(index * 17)}|${index}`);
    const kept = texts.map((text) => [bytes.append("rows", text), bytes.append("links", `${text}!`)]);
    expect(kept.map((pair) => pair.map(String))).toEqual(texts.map((text) => [text, `${text}!`]));
  });

  it("lie side by side for each table, so that they can be sent without copying", () => {
    const bytes = createCopyBytes();
    const [first, , second] = [
      bytes.append("rows", "one"),
      bytes.append("lines", "between"),
      bytes.append("rows", "two"),
    ];
    expect(first.buffer).toBe(second.buffer);
    expect(second.byteOffset).toBe(first.byteOffset + first.length);
  });

  it("are given back at once when they are freed", () => {
    const bytes = createCopyBytes();
    const kept = (["rows", "lines", "links"] as const).map((table) => bytes.append(table, "text"));
    bytes.free();
    expect(kept.map((one) => one.length)).toEqual([0, 0, 0]);
  });
});

describe("the rows of an answer", () => {
  it("are given back at once when they are freed, and text among them is left alone", () => {
    const memory = new ArrayBuffer(64);
    const answer = Buffer.from(memory);
    answer.fill(" ").write('{"QueryResponse":{"Bill":[{"Id":"1"},{"Id":"2"}]}}');
    const rows = splitRows(answer)?.rows ?? [];
    expect(rows.map(String)).toEqual(['{"Id":"1"}', '{"Id":"2"}']);
    freeRows([...rows, '{"Id":"3"}']);
    expect(memory.detached).toBe(true);
    expect(rows.map((row) => row.length)).toEqual([0, 0]);
  });
});
