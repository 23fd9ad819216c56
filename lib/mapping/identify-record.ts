import type { RecordType } from "../books/record-type.ts";
import { unreadable } from "../quickbooks/wire/read-field.ts";
import { isWireRecord } from "../quickbooks/wire/wire-record.ts";
import { fieldClassesOf } from "./derived-fields.ts";
import { fingerprint } from "./fingerprint.ts";
import { readIdentity } from "./identity.ts";
import { mappings, type Mapping } from "./mappings.ts";
import { unwrapTemplate } from "./transactions/recurring-transaction.ts";

/**
 * As much of {@link mapRecord} as tells whether the record is known already: its Id, its content's hash
 * and its time, equal to those of the row that mapRecord would make.
 *
 * @throws AppError `record.unreadable` where mapRecord would for want of an Id, SyncToken or time.
 */
export function identifyRecord(
  recordType: RecordType,
  raw: unknown,
): { sourceId: string; contentHash: string; sourceUpdatedAt: Date } {
  if (!isWireRecord(raw)) throw unreadable("The record", "an object");
  const mapping: Mapping = mappings[recordType];
  const document = mapping.shape === "template" ? unwrapTemplate(raw).document : raw;
  const { sourceId, sourceUpdatedAt } =
    mapping.shape === "entity" ? mapping.identity(document) : readIdentity(document);
  const { contentHash } = fingerprint(document, fieldClassesOf(recordType));
  return { sourceId, contentHash, sourceUpdatedAt };
}
