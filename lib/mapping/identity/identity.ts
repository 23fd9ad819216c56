import { AppError } from "#lib/core/app-error.ts";
import { longestSourceId } from "#lib/core/ids.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { AdjustmentLog } from "../fields/adjustment-log.ts";
import type { Lacking } from "../mapped-record.ts";
import { readInstant, readObject } from "../fields/read-field.ts";

/** What tells one state of one record from another. */
export interface Identity {
  readonly sourceId: string;
  /** Null where there is none that can be read. */
  readonly syncToken: number | null;
  readonly sourceCreatedAt: Date | null;
  /** Null where there is none that can be believed. */
  readonly sourceUpdatedAt: Date | null;
}

const largestSyncToken = 2 ** 31 - 1;

const nothing: Lacking = { time: false, token: false };

/** What a record cannot tell of its own version; null stands for what could not be read. */
export function lackingOf(syncToken: number | null, sourceUpdatedAt: Date | null): Lacking {
  if (syncToken !== null && sourceUpdatedAt !== null) return nothing;
  return { time: sourceUpdatedAt === null, token: syncToken === null };
}

/** @throws AppError `record.unreadable` without an Id: what it is cannot be told. Nothing else is needed. */
export function readIdentity(record: WireRecord, log: AdjustmentLog): Identity {
  const sourceId = readSourceId(record);
  if (sourceId === null) throw new AppError("record.unreadable", "The record has no Id that can be read.");
  return { sourceId, syncToken: readSyncToken(record, log), ...readTimes(record, log) };
}

/** QuickBooks has one such record of a company: an Id tells it from no other. */
export function readSingleton(record: WireRecord, log: AdjustmentLog): Identity {
  const sourceId = readSourceId(record) ?? "1";
  return { sourceId, syncToken: readSyncToken(record, log), ...readTimes(record, log) };
}

/**
 * The Id of a record as it came: text, digits or not ("TAX"), or a whole number. Null where there is none.
 * One that would have to be cut or changed to fit is none: it could become that of another record.
 */
export function readSourceId(record: WireRecord): string | null {
  const id = record["Id"];
  if (typeof id === "number") return Number.isSafeInteger(id) ? String(id) : null;
  if (typeof id !== "string" || id.trim() === "" || id.length > longestSourceId) return null;
  return id.includes("\0") || !id.isWellFormed() ? null : id;
}

/**
 * From `MetaData`. `sourceUpdatedAt` is null, and noted, when missing or outside of the years 1970 to 2099.
 */
export function readTimes(
  record: WireRecord,
  log: AdjustmentLog,
): Pick<Identity, "sourceCreatedAt" | "sourceUpdatedAt"> {
  const metaData = readObject(record, "MetaData", log);
  if (metaData === null) {
    noteTime(log, "MetaData.LastUpdatedTime", record["MetaData"]);
    return { sourceCreatedAt: null, sourceUpdatedAt: null };
  }
  log.enter("MetaData");
  const sourceUpdatedAt = readUpdate(metaData, log);
  const sourceCreatedAt = readInstant(metaData, "CreateTime", log);
  log.leave();
  return { sourceCreatedAt, sourceUpdatedAt };
}

/** Years in which QuickBooks can have written anything. A time far ahead would keep all later ones out. */
const believable = { from: Date.UTC(1970, 0), to: Date.UTC(2100, 0) };

function readUpdate(metaData: WireRecord, log: AdjustmentLog): Date | null {
  const came = metaData["LastUpdatedTime"];
  const at = readInstant(metaData, "LastUpdatedTime", silent);
  if (at !== null && at.getTime() >= believable.from && at.getTime() < believable.to) return at;
  noteTime(log, "LastUpdatedTime", came);
  return null;
}

function noteTime(log: AdjustmentLog, field: string, came: unknown): void {
  const reason =
    came === undefined || came === null
      ? "Missing: the record counts as changed when QuickBooks showed it."
      : "No time that can be believed: the record counts as changed when QuickBooks showed it.";
  log.note(field, reason, came, null);
}

/** Its entries are thrown away. */
const silent = new AdjustmentLog();

/** Objects that nobody can edit have no counter of edits: missing means 0, and is nothing to note. */
function readSyncToken(record: WireRecord, log: AdjustmentLog): number | null {
  const token = record["SyncToken"];
  if (token === undefined || token === null) return null;
  const text = typeof token === "number" ? String(token) : typeof token === "string" ? token.trim() : "";
  if (/^\d+$/.test(text) && text.length <= 10 && Number(text) <= largestSyncToken) {
    // A number in the place of text says the same.
    return Number(text);
  }
  const stored = /^\d+$/.test(text) ? largestSyncToken : null;
  log.note("SyncToken", "No counter of edits that can be kept.", token, String(stored ?? 0));
  return stored;
}
