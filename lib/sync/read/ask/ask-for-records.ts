import type { RecordType } from "#lib/books/record-type.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import { fetchRecord } from "#lib/quickbooks/fetch-record.ts";
import { queryPage } from "#lib/quickbooks/query.ts";
import { askPageInForm, isRejectedClause, mayMissInactive } from "./ask-in-form.ts";
import { readRows } from "../map-rows.ts";
import type { RunContext } from "#lib/sync/run-context.ts";
import { ingestPage, ingestRecordsOf } from "../ingest-page.ts";

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
    const { gone, readAt } = await askTogether(context, recordType, ids);
    missing.push(...gone.map((sourceId) => ({ sourceId, missedAt: readAt })));
  }
  return missing;
}

interface Asked {
  /** Ids that QuickBooks does not know. */
  readonly gone: readonly string[];
  readonly readAt: Date;
}

async function askTogether(
  context: RunContext,
  recordType: RecordType,
  ids: readonly string[],
): Promise<Asked> {
  const { client, signal } = context;
  const request = { ids, startPosition: 1, maxResults: 1000, orderBy: "id", signal } as const;
  try {
    const { answer: page, form } = await askPageInForm(
      context,
      recordType,
      () => request,
      (inForm) => queryPage(client, recordType, inForm),
    );
    const readAt = page.time ?? context.clock.now();
    const { incoming } = readRows(recordType, page.rows, false);
    await ingestPage(context, { recordType, incoming, readAt });
    const found = new Set(incoming.sourceIds);
    const unseen = ids.filter((id) => !found.has(id));
    // A page without a size holds fewer than were asked for, and one may be without inactive records.
    const isCertain = !form.has("size") && !mayMissInactive(recordType, form);
    return { gone: isCertain ? unseen : await readEach(context, recordType, unseen), readAt };
  } catch (thrown) {
    if (!isRejectedClause(thrown)) throw thrown;
    // Not to be asked for by Id in a query at all.
    return { gone: await readEach(context, recordType, ids), readAt: context.clock.now() };
  }
}

/** Takes in what QuickBooks shows of these when asked for each, and returns the Ids that it does not know. */
async function readEach(
  context: RunContext,
  recordType: RecordType,
  sourceIds: readonly string[],
): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const sourceId of sourceIds) {
    const record = await fetchRecord(context.client, recordType, sourceId, context.signal);
    if (record === null) gone.push(sourceId);
    else await ingestRecordsOf(context, { recordType, records: [record], readAt: context.clock.now() });
  }
  return gone;
}
