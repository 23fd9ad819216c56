import { describe, expect, it } from "vitest";

import { splitRows } from "#lib/quickbooks/answers/split-rows.ts";

interface Split {
  readonly envelope: string;
  readonly rows: readonly string[];
}

function split(text: string): Split | null {
  const cut = splitRows(Buffer.from(text));
  return cut && { envelope: cut.envelope, rows: cut.rows.map((row) => row.toString()) };
}

/** What splitRows must agree with. */
function rowsOf(text: string): unknown {
  const answer = JSON.parse(text) as { QueryResponse: Readonly<Record<string, unknown>> };
  return Object.values(answer.QueryResponse).find(Array.isArray);
}

function agrees(text: string): void {
  const cut = split(text);
  expect(cut?.rows.map((row): unknown => JSON.parse(row))).toEqual(rowsOf(text));
  const { QueryResponse, ...rest } = JSON.parse(text) as { QueryResponse: Readonly<Record<string, unknown>> };
  const emptied = Object.entries(QueryResponse).map(([key, value]): [string, unknown] => [
    key,
    Array.isArray(value) ? [] : value,
  ]);
  expect(JSON.parse(cut?.envelope ?? "")).toEqual({ ...rest, QueryResponse: Object.fromEntries(emptied) });
}

describe("an answer's rows", () => {
  it("are cut from it, each as it came", () => {
    const text =
      '{"QueryResponse":{"Invoice":[{"Id":"1","Amount":100.00},{"Id":"2"}],"maxResults":2},"time":"x"}';
    expect(split(text)).toEqual({
      envelope: '{"QueryResponse":{"Invoice":[],"maxResults":2},"time":"x"}',
      rows: ['{"Id":"1","Amount":100.00}', '{"Id":"2"}'],
    });
  });

  it("are found whatever stands in their strings, before, after and between them", () => {
    const hard = { note: 'a "quoted\\" ]} [{ \\', deep: [[{ a: [] }], {}], "]}": "é😀\u0001" };
    for (const indent of [0, 2]) {
      agrees(JSON.stringify({ QueryResponse: { Bill: [hard, {}, hard], n: 1 }, time: "[{" }, null, indent));
      agrees(
        JSON.stringify({ time: "]", other: { a: 1 }, QueryResponse: { n: 1, Bill: [hard] } }, null, indent),
      );
      agrees(JSON.stringify({ QueryResponse: { Bill: [] } }, null, indent));
    }
  });

  it("are not cut from a text that ends too early, wherever it ends", () => {
    const text = JSON.stringify({ QueryResponse: { Bill: [{ a: 'b\\"' }, { c: [1] }] }, time: "t" });
    const listEnd = text.lastIndexOf("]");
    for (let length = 0; length <= listEnd; length += 1) expect(split(text.slice(0, length))).toBeNull();
    // The list is whole then: the rest shows in the envelope.
    for (let length = listEnd + 1; length < text.length; length += 1) {
      const cut = split(text.slice(0, length));
      expect(cut?.rows).toHaveLength(2);
      expect(() => void JSON.parse(cut?.envelope ?? "{}")).toThrow(SyntaxError);
    }
  });

  it("are not cut where the list holds anything but objects, and where there is no list", () => {
    for (const list of ["[1]", '["a"]', "[[{}]]", "[null]", "[{},true]"]) {
      expect(split(`{"QueryResponse":{"Bill":${list}}}`)).toBeNull();
    }
    for (const text of ["", "{}", '{"QueryResponse":{}}', "<html>", '{"Bill":[{}]}', "null"]) {
      expect(split(text)).toBeNull();
    }
  });
});
