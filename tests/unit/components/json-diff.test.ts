import { expect, test } from "vitest";

import { diffJson } from "#components/records/json-diff.ts";

test("a changed, a new and a removed field are told apart", () => {
  expect(
    diffJson(
      { DocNumber: "1", TotalAmt: 20, PrivateNote: "a" },
      { DocNumber: "1", TotalAmt: 25, DueDate: "2026-01-01" },
    ),
  ).toEqual([
    { where: "Total amt", before: "20", after: "25" },
    { where: "Private note", before: "a", after: null },
    { where: "Due date", before: null, after: "2026-01-01" },
  ]);
});

test("a line put in front is one line more, not a change of every line", () => {
  const before = { Line: [{ Id: "1", Amount: 5 }] };
  const after = {
    Line: [
      { Id: "2", Amount: 7 },
      { Id: "1", Amount: 5 },
    ],
  };
  expect(diffJson(before, after)).toEqual([
    { where: "Line 2 › Id", before: null, after: "2" },
    { where: "Line 2 › Amount", before: null, after: "7" },
  ]);
});

test("what moves with every change is no difference", () => {
  expect(
    diffJson(
      { SyncToken: "1", MetaData: { LastUpdatedTime: "a" }, CustomerRef: { value: "2", name: "Cool Cars" } },
      { SyncToken: "2", MetaData: { LastUpdatedTime: "b" }, CustomerRef: { value: "2", name: "Cool Cars" } },
    ),
  ).toEqual([]);
});

test("a field named like a built-in of JavaScript is compared like any other", () => {
  expect(diffJson({ constructor: "a" }, { constructor: "b" })).toEqual([
    { where: "constructor", before: "a", after: "b" },
  ]);
});
