import type { RecordType } from "#lib/books/record-type.ts";
import { AppError } from "#lib/core/app-error.ts";
import { recordTypeOfName } from "#lib/quickbooks/entities.ts";
import { isWireRecord, type WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { mapEntity } from "./entity-mapping.ts";
import type { MappedRecord } from "./mapped-record.ts";
import { mappings, type Mapping } from "./mappings.ts";
import { mapTransaction, transactionMapping } from "./transaction-mapping.ts";
import { templateMapping, unwrapTemplate } from "./transactions/recurring-transaction.ts";

/**
 * The rows of one of Intuit's objects. Pure: the same object gives the same rows, and is left as it was.
 *
 * Only the Id is required. A value that does not fit its column is coerced or left out, which the row's
 * `adjustments` say; `source` holds everything as it came, known to us or not.
 *
 * `json` is the object's own text, where it is at hand.
 *
 * @throws AppError `record.unreadable` for what has no Id, or is no object.
 */
export function mapRecord(recordType: RecordType, raw: unknown, json?: string): MappedRecord {
  if (!isWireRecord(raw)) throw new AppError("record.unreadable", "The record is not an object.");
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

/** A template of something that we do not know, or that is no transaction, has what all transactions have. */
const unknownDocument = transactionMapping({});

function mapTemplate(recordType: RecordType, record: WireRecord, source: string): MappedRecord {
  const { intuitName, document } = unwrapTemplate(record);
  const made = intuitName === null ? null : recordTypeOfName(intuitName);
  const mapping: Mapping | null = made && mappings[made];
  const known = mapping?.shape === "transaction" ? mapping : unknownDocument;
  return mapTransaction(recordType, templateMapping(known), document, source, intuitName);
}
