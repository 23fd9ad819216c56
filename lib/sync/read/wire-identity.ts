import type { RecordType } from "#lib/books/record-type.ts";
import { AdjustmentLog } from "#lib/mapping/fields/adjustment-log.ts";
import { readSourceId, readTimes } from "#lib/mapping/identity/identity.ts";
import { unwrapTemplate } from "#lib/mapping/transactions/recurring-transaction.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";

/** The Id of a record as it came; "" when it cannot be read. */
export function idOf(recordType: RecordType, record: WireRecord): string {
  return readSourceId(documentOf(recordType, record)) ?? "";
}

/** LastUpdatedTime of a record as it came; null when it cannot be read. */
export function updatedAtOf(recordType: RecordType, record: WireRecord): Date | null {
  return readTimes(documentOf(recordType, record), new AdjustmentLog()).sourceUpdatedAt;
}

/** Templates carry everything inside the transaction that they wrap. */
function documentOf(recordType: RecordType, record: WireRecord): WireRecord {
  return recordType === "recurring_transaction" ? unwrapTemplate(record).document : record;
}
