import { recordTypeOfName } from "../../quickbooks/entities.ts";
import { unreadable } from "../../quickbooks/wire/read-field.ts";
import { isWireRecord, type WireRecord } from "../../quickbooks/wire/wire-record.ts";
import { day, inside, text } from "../columns.ts";
import type { TransactionMapping } from "../transaction-mapping.ts";

/** A template comes wrapped in the name of what it makes: {"Invoice": {…}}. */
export function unwrapTemplate(record: WireRecord): {
  readonly intuitName: string;
  readonly document: WireRecord;
} {
  for (const [intuitName, document] of Object.entries(record)) {
    if (isWireRecord(document) && recordTypeOfName(intuitName) !== null) return { intuitName, document };
  }
  throw unreadable("RecurringTransaction", "a wrapped transaction");
}

/**
 * A template's columns are those of what it makes, but for its own name in the place of a document's
 * number, and the next day on which it will make one.
 */
export function templateMapping(made: TransactionMapping): TransactionMapping {
  return {
    ...made,
    docNumber: inside("RecurringInfo", text("Name")),
    dueOn: inside("RecurringInfo", inside("ScheduleInfo", day("NextDate"))),
  };
}
