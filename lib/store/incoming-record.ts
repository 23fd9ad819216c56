import type { MappedRecord } from "../mapping/mapped-record.ts";

/** A record as it came, with as little done to it as telling "unchanged" needs. */
export interface IncomingRecord {
  /** "" when even the Id could not be read. */
  readonly sourceId: string;
  /** 16 bytes over everything that QuickBooks sent. */
  readonly contentHash: Buffer;
  /**
   * Called only when the record differs from what is held.
   *
   * @throws AppError `record.unreadable`
   */
  readonly map: () => MappedRecord;
  /** Intuit's JSON, for the list of records that could not be taken in. */
  readonly json: () => string;
}
