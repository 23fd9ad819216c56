import { recordTypeOfName } from "#lib/quickbooks/entities.ts";
import { isWireRecord, type WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { day, inside, text } from "../fields/columns.ts";
import { readSourceId } from "../identity/identity.ts";
import { transactionMapping, type TransactionMapping } from "../transaction-mapping.ts";

export interface WrappedDocument {
  /** Intuit's name of what the template makes; null where the record is not wrapped. */
  readonly intuitName: string | null;
  readonly document: WireRecord;
}

/**
 * A template comes wrapped in the name of what it makes: {"Invoice": {…}}. One whose wrapper nobody knows
 * is what has an Id inside; one without a wrapper is its own document.
 */
export function unwrapTemplate(record: WireRecord): WrappedDocument {
  let identified: WrappedDocument | null = null;
  for (const [intuitName, document] of Object.entries(record)) {
    if (!isWireRecord(document)) continue;
    if (recordTypeOfName(intuitName) !== null) return { intuitName, document };
    if (identified === null && readSourceId(document) !== null) identified = { intuitName, document };
  }
  return readSourceId(record) === null && identified !== null
    ? identified
    : { intuitName: null, document: record };
}

/**
 * A template's columns are those of what it makes, but for its own name in the place of a document's
 * number, and the next day on which it will make one.
 */
export function templateMapping(made: TransactionMapping): TransactionMapping {
  return transactionMapping({
    ...made.columns,
    docNumber: inside("RecurringInfo", text("Name")),
    dueOn: inside("RecurringInfo", inside("ScheduleInfo", day("NextDate"))),
  });
}
