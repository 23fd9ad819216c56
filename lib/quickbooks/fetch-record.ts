import type { RecordType } from "#lib/books/record-type.ts";
import { AppError, isAppError } from "#lib/core/app-error.ts";
import type { QuickBooksClient } from "./client.ts";
import { intuitEntity } from "./entities.ts";
import { queryPage } from "./query.ts";
import { parseRow } from "./wire/parse-row.ts";
import { isWireRecord, type WireRecord } from "./wire/wire-record.ts";

/**
 * One record as it is now, inactive ones included. Null when QuickBooks has none of that Id: it was
 * deleted, or never was. Costs one metered call.
 */
export async function fetchRecord(
  client: QuickBooksClient,
  recordType: RecordType,
  sourceId: string,
  signal?: AbortSignal,
): Promise<WireRecord | null> {
  const { path, key, queryName, access } = intuitEntity(recordType);
  if (access === "day") throw new AppError("request.invalid", `${queryName} has no Id to be read by`);
  if (access === "singleton") {
    const page = await queryPage(client, recordType, { startPosition: 1, maxResults: 1, signal });
    const [row] = page.rows;
    return row === undefined ? null : parseRow(row);
  }
  try {
    const reply = await client.call({
      kind: "read",
      method: "GET",
      path: `${path}/${encodeURIComponent(sourceId)}`,
      signal,
    });
    const record = reply.body[key] ?? reply.body[queryName];
    if (!isWireRecord(record)) {
      throw new AppError("quickbooks.malformed", `${queryName}: the answer does not hold it`, {
        intuitTid: reply.intuitTid ?? undefined,
      });
    }
    return record;
  } catch (thrown) {
    // A 404 without this code speaks of the URL or the company, not of the record.
    if (isAppError(thrown, "quickbooks.not_found") && thrown.faultCode === "610") return null;
    throw thrown;
  }
}
