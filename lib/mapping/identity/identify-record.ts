import type { RecordType } from "#lib/books/record-type.ts";
import { AppError } from "#lib/core/app-error.ts";
import { isWireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { AdjustmentLog } from "../fields/adjustment-log.ts";
import { fieldClassesOf } from "../fields/derived-fields.ts";
import { fingerprint } from "./fingerprint.ts";
import { readIdentity } from "./identity.ts";
import { mappings, type Mapping } from "../mappings.ts";
import { unwrapTemplate } from "../transactions/recurring-transaction.ts";

/**
 * As much of {@link mapRecord} as tells whether the record is known already: its Id, its content's hash
 * and its time, equal to those of the row that mapRecord would make; no time where none can be believed.
 *
 * @throws AppError `record.unreadable` where mapRecord would for want of an Id.
 */
export function identifyRecord(
  recordType: RecordType,
  raw: unknown,
): { sourceId: string; contentHash: string; sourceUpdatedAt: Date | null } {
  if (!isWireRecord(raw)) throw new AppError("record.unreadable", "The record is not an object.");
  const mapping: Mapping = mappings[recordType];
  const document = mapping.shape === "template" ? unwrapTemplate(raw).document : raw;
  const log = new AdjustmentLog();
  const { sourceId, sourceUpdatedAt } =
    mapping.shape === "entity" ? mapping.identity(document, log) : readIdentity(document, log);
  const { contentHash } = fingerprint(document, fieldClassesOf(recordType));
  return { sourceId, contentHash, sourceUpdatedAt };
}
