import type { RecordType } from "../books/record-type.ts";
import { recordTypeOfName } from "../quickbooks/entities.ts";
import { unreadable } from "../quickbooks/wire/read-field.ts";
import { isWireRecord, type WireRecord } from "../quickbooks/wire/wire-record.ts";
import { mapEntity } from "./entity-mapping.ts";
import type { MappedRecord } from "./mapped-record.ts";
import { mappings, type Mapping } from "./mappings.ts";
import { mapTransaction } from "./transaction-mapping.ts";
import { templateMapping, unwrapTemplate } from "./transactions/recurring-transaction.ts";

/**
 * The rows of one of Intuit's objects. Pure: the same object gives the same rows, and is left as it was.
 *
 * Only what we depend on is checked (Id, SyncToken, MetaData.LastUpdatedTime, a name, and the shape of
 * each field that has a column). Everything else is kept in `source`, known to us or not.
 *
 * `json` is the object's own text, where it is at hand.
 *
 * @throws AppError `record.unreadable` whose message names the field and never its value.
 */
export function mapRecord(recordType: RecordType, raw: unknown, json?: string): MappedRecord {
  if (!isWireRecord(raw)) throw unreadable("The record", "an object");
  const source = json ?? JSON.stringify(raw);
  const mapping: Mapping = mappings[recordType];
  switch (mapping.shape) {
    case "entity":
      return mapEntity(recordType, mapping, raw, source);
    case "transaction":
      return mapTransaction(recordType, mapping, raw, source);
    case "template":
      return mapTemplate(recordType, raw, source);
  }
}

function mapTemplate(recordType: RecordType, record: WireRecord, source: string): MappedRecord {
  const { intuitName, document } = unwrapTemplate(record);
  const made = recordTypeOfName(intuitName);
  const mapping: Mapping | null = made && mappings[made];
  if (mapping?.shape !== "transaction") throw unreadable("RecurringTransaction", "of a known transaction");
  return mapTransaction(recordType, templateMapping(mapping), document, source);
}
