// Records as QuickBooks might send them, put into its next answer of change data capture: for shapes that
// the sandbox's own books would refuse or write otherwise.

import { expect } from "vitest";

import { isWireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import type { SandboxBooks } from "./sandbox-books.ts";

export type ArrivingRecords = Readonly<Record<string, readonly object[]>>;

/** Carries out a change sync that meets these records, by Intuit's names of their types, beside all others. */
export async function arriveRecords(books: SandboxBooks, records: ArrivingRecords): Promise<void> {
  books.intercept = async (request, send) => {
    const reply = await send();
    if (request.path !== "cdc") return reply;
    const groups = Object.entries(records).map(([entity, rows]) => ({ [entity]: rows }));
    const body = structuredClone(reply.body);
    const answers: unknown = body["CDCResponse"];
    const answer: unknown = Array.isArray(answers) ? answers.at(0) : null;
    const there: unknown = isWireRecord(answer) ? answer["QueryResponse"] : null;
    const kept: unknown[] = Array.isArray(there)
      ? there.filter(
          (group: unknown) => isWireRecord(group) && !Object.keys(group).some((key) => key in records),
        )
      : [];
    return { ...reply, body: { ...body, CDCResponse: [{ QueryResponse: [...kept, ...groups] }] } };
  };
  const { row } = await books.sync();
  books.intercept = null;
  expect(row).toMatchObject({ state: "succeeded", error_detail: null, records_failed: 0 });
}

/** What every record of Intuit's has, as of now. */
export function wireHeader(id: string): Readonly<Record<string, unknown>> {
  const at = "2026-10-15T11:28:33-07:00";
  return {
    Id: id,
    SyncToken: "0",
    domain: "QBO",
    sparse: false,
    MetaData: { CreateTime: at, LastUpdatedTime: at },
  };
}
