import { describe, expect, it } from "vitest";

import { askBatch, type BatchQuestion } from "#lib/quickbooks/ask-batch.ts";
import type { QuickBooksClient } from "#lib/quickbooks/client.ts";

const page = { startPosition: 1, maxResults: 1000 };
const bills: BatchQuestion = { kind: "page", recordType: "bill", page };
const vendors: BatchQuestion = { kind: "count", recordType: "vendor" };
const fault = (code: string): object => ({
  Fault: { Error: [{ Message: "no", code }], type: "ValidationFault" },
});
const rows = (count: number, from = 0): object[] =>
  Array.from({ length: count }, (_, index) => ({ Id: String(from + index) }));
const pageOf = (entity: string, count: number): object => ({
  QueryResponse: { [entity]: rows(count), startPosition: 1, maxResults: count },
});

function answering(answer: unknown): QuickBooksClient {
  return {
    call: () =>
      Promise.resolve({
        body: { BatchItemResponse: answer },
        rows: null,
        time: new Date(5),
        intuitTid: "1-tid",
      }),
  };
}

async function kindsOf(questions: readonly BatchQuestion[], answer: unknown): Promise<string[]> {
  const { answers } = await askBatch(answering(answer), questions);
  return answers.map((one) => one.kind);
}

describe("a batch of questions", () => {
  it("takes no number for none: its type is asked for by itself", async () => {
    for (const [QueryResponse, count] of [
      [{}, null],
      [{ totalCount: 0 }, 0],
    ] as const) {
      const { answers } = await askBatch(answering([{ bId: "0", QueryResponse }]), [vendors]);
      expect(answers).toEqual([{ kind: "count", count }]);
    }
  });

  it("answers pages and counts of different types, whatever the order of its items", async () => {
    const { answers, time } = await askBatch(
      answering([
        { bId: "1", QueryResponse: { totalCount: 26 } },
        { bId: "0", ...pageOf("Bill", 2) },
      ]),
      [bills, vendors],
    );
    expect(answers).toMatchObject([
      { kind: "page", page: { rows: ['{"Id":"0"}', '{"Id":"1"}'] } },
      { kind: "count", count: 26 },
    ]);
    expect(time).toEqual(new Date(5));
  });

  it.each([
    ["is missing", []],
    [
      "is there twice",
      [
        { bId: "0", ...pageOf("Bill", 1) },
        { bId: "0", QueryResponse: {} },
      ],
    ],
    ["has no QueryResponse", [{ bId: "0" }]],
    ["has text in place of it", [{ bId: "0", QueryResponse: "none" }]],
    ["holds another entity", [{ bId: "0", ...pageOf("Invoice", 1) }]],
    ["holds no list", [{ bId: "0", QueryResponse: { Bill: { Id: "1" } } }]],
    [
      "says that it has rows and has none",
      [{ bId: "0", QueryResponse: { startPosition: 1, maxResults: 4 } }],
    ],
    ["is no object", ["0"]],
  ])("loses nothing but the one whose answer %s", async (_, items) => {
    const others = [{ bId: "1", QueryResponse: { totalCount: 26 } }];
    expect(await kindsOf([bills, vendors], [...items, ...others])).toEqual(["unread", "count"]);
  });

  it("tells a fault of one question by its code, in the item or in its answer", async () => {
    for (const item of [fault("5030"), { QueryResponse: fault("5030") }]) {
      const { answers } = await askBatch(
        answering([
          { bId: "0", ...item },
          { bId: "1", QueryResponse: {} },
        ]),
        [bills, vendors],
      );
      expect(answers).toMatchObject([
        { kind: "rejected", error: { code: "quickbooks.not_offered", faultCode: "5030" } },
        { kind: "count", count: null },
      ]);
    }
  });

  it("believes of a full answer only those pages that cannot be longer", async () => {
    const invoices: BatchQuestion = {
      kind: "page",
      recordType: "invoice",
      page: { ...page, maxResults: 900 },
    };
    const answer = [
      { bId: "0", ...pageOf("Invoice", 900) },
      { bId: "1", ...pageOf("Bill", 100) },
      { bId: "2", QueryResponse: {} },
    ];
    const customers: BatchQuestion = { kind: "page", recordType: "customer", page };
    expect(await kindsOf([invoices, bills, customers], answer)).toEqual(["page", "unread", "unread"]);
    expect(
      await kindsOf(
        [bills, bills],
        [
          { bId: "0", ...pageOf("Bill", 999) },
          { bId: "1", QueryResponse: {} },
        ],
      ),
    ).toEqual(["page", "page"]);
  });

  it("fails as a whole where its answer is none", async () => {
    await expect(askBatch(answering({}), [bills])).rejects.toMatchObject({ code: "quickbooks.malformed" });
  });
});
