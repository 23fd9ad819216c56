import { readInstant, readObject, readText, requireText, unreadable } from "../quickbooks/wire/read-field.ts";
import type { WireRecord } from "../quickbooks/wire/wire-record.ts";

/** What tells one state of one record from another. */
export interface Identity {
  readonly sourceId: string;
  readonly syncToken: number;
  readonly sourceCreatedAt: Date | null;
  readonly sourceUpdatedAt: Date;
}

const longestId = 64;
const largestSyncToken = 2 ** 31 - 1;

/** @throws AppError `record.unreadable`: without Id, SyncToken and time nothing can be kept in order. */
export function readIdentity(record: WireRecord): Identity {
  const sourceId = requireText(record, "Id");
  if (sourceId.length > longestId) throw unreadable("Id", `of at most ${longestId} characters`);
  return { sourceId, syncToken: readSyncToken(record), ...readTimes(record) };
}

export function readTimes(record: WireRecord): Pick<Identity, "sourceCreatedAt" | "sourceUpdatedAt"> {
  const metaData = readObject(record, "MetaData");
  const sourceUpdatedAt = metaData && readInstant(metaData, "LastUpdatedTime", "MetaData.LastUpdatedTime");
  if (metaData === null || sourceUpdatedAt === null) throw unreadable("MetaData.LastUpdatedTime", "there");
  return {
    sourceCreatedAt: readInstant(metaData, "CreateTime", "MetaData.CreateTime"),
    sourceUpdatedAt,
  };
}

function readSyncToken(record: WireRecord): number {
  const token = readText(record, "SyncToken");
  if (token === null || !/^\d{1,10}$/.test(token)) throw unreadable("SyncToken", "a whole number");
  const value = Number(token);
  if (value > largestSyncToken) throw unreadable("SyncToken", "small enough");
  return value;
}
