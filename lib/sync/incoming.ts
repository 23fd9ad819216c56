import type { RecordType } from "../books/record-type.ts";
import { isAppError } from "../core/app-error.ts";
import { identifyRecord } from "../mapping/identify-record.ts";
import { mapRecord } from "../mapping/map-record.ts";
import type { WireRecord } from "../quickbooks/wire/wire-record.ts";
import type { IncomingRecord } from "../store/incoming-record.ts";
import { idOf } from "./wire-identity.ts";

const unhashed = Buffer.alloc(16);

/**
 * Intuit's objects as the store takes them. Where most are expected to be new they are mapped at once,
 * else only their hash is made; either way the outcome is the same.
 */
export function toIncoming(
  recordType: RecordType,
  records: readonly WireRecord[],
  expectNew: boolean,
): readonly IncomingRecord[] {
  return records.map((record) => {
    const json = (): string => JSON.stringify(record);
    try {
      if (!expectNew)
        return { ...identifyRecord(recordType, record), map: () => mapRecord(recordType, record), json };
      const mapped = mapRecord(recordType, record);
      const { sourceId, contentHash } = mapped.row;
      return { sourceId, contentHash, map: () => mapped, json };
    } catch (thrown) {
      if (!isAppError(thrown, "record.unreadable")) throw thrown;
      return {
        sourceId: idOf(recordType, record),
        contentHash: unhashed,
        map: () => mapRecord(recordType, record),
        json,
      };
    }
  });
}
