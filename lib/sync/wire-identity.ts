import type { RecordType } from "../books/record-type.ts";
import { isAppError } from "../core/app-error.ts";
import { readTimes } from "../mapping/identity.ts";
import { unwrapTemplate } from "../mapping/transactions/recurring-transaction.ts";
import type { WireRecord } from "../quickbooks/wire/wire-record.ts";

/** The Id of a record as it came; "" when it cannot be read. */
export function idOf(recordType: RecordType, record: WireRecord): string {
  const id = documentOf(recordType, record)["Id"];
  return typeof id === "string" && id.length <= 64 ? id : "";
}

/** LastUpdatedTime of a record as it came; null when it cannot be read. */
export function updatedAtOf(recordType: RecordType, record: WireRecord): Date | null {
  return ifReadable(() => readTimes(documentOf(recordType, record)).sourceUpdatedAt) ?? null;
}

/** Templates carry everything inside the transaction that they wrap. */
function documentOf(recordType: RecordType, record: WireRecord): WireRecord {
  if (recordType !== "recurring_transaction") return record;
  return ifReadable(() => unwrapTemplate(record).document) ?? record;
}

function ifReadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (thrown) {
    if (isAppError(thrown, "record.unreadable")) return undefined;
    throw thrown;
  }
}
