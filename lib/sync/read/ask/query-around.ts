// One stored record that QuickBooks itself stumbles over (a malformed e-mail address, a lost reference)
// makes it refuse the whole page that the record is on. Seen with codes 4002 and 10000.

import type { RecordType } from "#lib/books/record-type.ts";
import { AppError, isAppError } from "#lib/core/app-error.ts";
import type { QuickBooksClient } from "#lib/quickbooks/client.ts";
import { queryPage } from "#lib/quickbooks/query.ts";
import type { PageRequest } from "#lib/quickbooks/statement.ts";
import type { QueryPage } from "#lib/quickbooks/answers/read-answer.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";

const stumbles: ReadonlySet<string | undefined> = new Set(["4002", "10000", "10100"]);

/** More than this on one page are no single records: the question is wrong, or QuickBooks is ill. */
const mostWithheld = 5;

/**
 * As {@link queryPage}, but of a page that QuickBooks cannot show only the records that it stumbles over
 * are missing: in their places stand records that no mapping can read, which become failures. What is
 * refused is halved, so that one such record costs about twenty calls, and refused calls are not metered.
 */
export async function queryAround(
  client: QuickBooksClient,
  recordType: RecordType,
  request: PageRequest,
): Promise<QueryPage> {
  return queryPart(client, recordType, request, { left: mostWithheld });
}

async function queryPart(
  client: QuickBooksClient,
  recordType: RecordType,
  request: PageRequest,
  allowance: { left: number },
): Promise<QueryPage> {
  try {
    return await queryPage(client, recordType, request);
  } catch (thrown) {
    if (!isAppError(thrown) || !stumbles.has(thrown.faultCode)) throw thrown;
    if (request.maxResults === 1) return withheldPage(thrown, allowance);
    const half = Math.ceil(request.maxResults / 2);
    const first = await queryPart(client, recordType, { ...request, maxResults: half }, allowance);
    if (first.rows.length < half) return first;
    const rest = { startPosition: request.startPosition + half, maxResults: request.maxResults - half };
    return join(first, await queryPart(client, recordType, { ...request, ...rest }, allowance));
  }
}

function join(first: QueryPage, second: QueryPage): QueryPage {
  return {
    rows: [...first.rows, ...second.rows],
    // Of the earlier answer: what it shows may be older than the later one's time.
    time: first.time ?? second.time,
    intuitTid: second.intuitTid,
  };
}

const codeField = "withheldByQuickBooks";

function withheldPage(rejection: AppError, allowance: { left: number }): QueryPage {
  if (allowance.left === 0) throw rejection;
  allowance.left -= 1;
  const rows = [{ [codeField]: rejection.faultCode }];
  return { rows, time: null, intuitTid: rejection.intuitTid ?? null };
}

/** @throws AppError `record.unreadable` for what stands in the place of a record that was not shown. */
export function assertShown(record: WireRecord): void {
  const code = record[codeField];
  if (typeof code !== "string") return;
  throw new AppError("record.unreadable", `QuickBooks cannot show this record (its code ${code}).`);
}
