import type { FaultRuleInput } from "./fault-rule.ts";
import { isObject } from "./json-objects.ts";

type Odd = NonNullable<FaultRuleInput["odd"]>;

/** What an answer holds in place of a record. */
export function oddRecord(odd: Odd, record: unknown): unknown {
  if (odd === "null") return null;
  if (odd === "text") return "record";
  if (odd === "number") return 7;
  if (odd === "list") return [record];
  if (!isObject(record)) return record;
  const { Id, ...rest } = record;
  return odd === "number-id" ? { ...rest, Id: Number(Id) } : rest;
}

/** The same list with its deletions told in another way; without any, with one of its first record, which lives. */
export function oddStubs(odd: Odd, records: readonly unknown[]): readonly unknown[] {
  const stubs = records.filter(isStub);
  const activity = records.filter((record) => !isStub(record));
  const told = stubs.map((stub) => oddStub(odd, stub));
  const [first] = activity;
  const isAboutLiveRecord = odd === "alive" || stubs.length === 0;
  const more =
    isAboutLiveRecord && isObject(first) ? [oddStub(odd, { ...stubOf(first), status: "Deleted" })] : [];
  return [...more, ...activity, ...told];
}

function isStub(record: unknown): record is Record<string, unknown> {
  return isObject(record) && record["status"] === "Deleted";
}

function stubOf(record: Record<string, unknown>): Record<string, unknown> {
  return { domain: "QBO", Id: record["Id"], MetaData: record["MetaData"] };
}

function oddStub(odd: Odd, stub: Record<string, unknown>): unknown {
  const { Id, MetaData, ...rest } = stub;
  switch (odd) {
    case "null":
      return null;
    case "text":
      return "Deleted";
    case "number":
      return 7;
    case "list":
      return [stub];
    case "no-id":
      return { ...rest, MetaData };
    case "number-id":
      return { ...rest, MetaData, Id: Number(Id) };
    case "case":
      return { ...stub, status: "deleted" };
    case "sync-token":
      return { ...stub, SyncToken: "3" };
    case "no-time":
      return { ...rest, Id };
    case "bad-time":
      return { ...rest, Id, MetaData: { LastUpdatedTime: "yesterday" } };
    case "alive":
      return stub;
  }
}
