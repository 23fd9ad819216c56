import type { RecordType } from "../books/record-type.ts";
import { intuitEntity } from "../quickbooks/entities.ts";
import { queryPage } from "../quickbooks/query.ts";
import { readRows } from "./incoming.ts";
import type { RunContext } from "./run-context.ts";
import { takePage } from "./take-page.ts";

/** Ids per question: what gateways pass on, and what one answer can hold. */
const idsPerQuery = 500;

export interface MissingRecord {
  readonly sourceId: string;
  /** QuickBooks' time of the answer in which it was missing. */
  readonly missedAt: Date;
}

/** Takes in the records that QuickBooks has of these, and returns those that it does not have. */
export async function askForRecords(
  context: RunContext,
  recordType: RecordType,
  sourceIds: readonly string[],
): Promise<readonly MissingRecord[]> {
  // What has no Id of its own cannot be asked for by it.
  if (intuitEntity(recordType).access !== "window") return [];
  const missing: MissingRecord[] = [];
  for (let start = 0; start < sourceIds.length; start += idsPerQuery) {
    const ids = sourceIds.slice(start, start + idsPerQuery);
    const { client, signal } = context;
    const request = { ids, startPosition: 1, maxResults: 1000, orderBy: "id", signal } as const;
    const page = await queryPage(client, recordType, request);
    const readAt = page.time ?? context.clock.now();
    const { incoming } = readRows(recordType, page.rows, false);
    await takePage(context, { recordType, incoming, readAt });
    const found = new Set(incoming.sourceIds);
    missing.push(...ids.filter((id) => !found.has(id)).map((sourceId) => ({ sourceId, missedAt: readAt })));
  }
  return missing;
}
