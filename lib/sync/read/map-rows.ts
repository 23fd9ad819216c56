import type { RecordType } from "#lib/books/record-type.ts";
import { AppError, isAppError } from "#lib/core/app-error.ts";
import { identifyRecord } from "#lib/mapping/identity/identify-record.ts";
import { mapRecord } from "#lib/mapping/map-record.ts";
import { freeRows, openRow, type WireRow } from "#lib/quickbooks/wire/parse-row.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { createCopyBytes, type CopyBytes } from "#lib/store/write/copy-bytes.ts";
import type { IncomingPage, PreparedPage } from "#lib/store/write/incoming-page.ts";
import { prepareRecord, sourceOf, type PreparedRecord } from "#lib/store/write/prepare-record.ts";
import { newestLast, tokenOf } from "./newest-last.ts";
import { assertShown } from "./ask/query-around.ts";
import { idOf, updatedAtOf } from "./wire-identity.ts";

const unhashed = "0".repeat(32);

export interface ReadRows {
  readonly incoming: IncomingPage;
  /** LastUpdatedTime of each; null where it cannot be read. */
  readonly updatedAt: readonly (Date | null)[];
}

/**
 * Intuit's rows as the store takes them. Where most are expected to be new they are made at once, else
 * only their hashes; what comes of it is the same. Each is parsed by itself and let go again, so that no
 * page of objects is ever in memory, be it read or waiting for its turn.
 */
export function readRows(recordType: RecordType, rows: readonly WireRow[], expectNew: boolean): ReadRows {
  return expectNew ? mapAtOnce(recordType, rows) : hashFirst(recordType, rows);
}

function hashFirst(recordType: RecordType, answered: readonly WireRow[]): ReadRows {
  const identified = answered.map((row) => {
    const { record } = openRow(row);
    const read = ifReadable(() => identifyRecord(recordType, record));
    const identity = read.kind === "read" ? read.value : unidentified(recordType, record);
    return { ...identity, row, syncToken: tokenOf(record) };
  });
  const identities = newestLast(identified, (one) => one);
  const rows = identities.map((one) => one.row);
  let prepared: CopyBytes | undefined;
  const prepareAt = (place: number, bytes: CopyBytes): PreparedRecord | Rejected | undefined => {
    const row = rows[place];
    return row === undefined ? undefined : prepareRow(recordType, row, bytes).outcome;
  };
  return {
    updatedAt: identities.map((one) => one.sourceUpdatedAt),
    incoming: {
      sourceIds: identities.map((one) => one.sourceId),
      contentHashes: identities.map((one) => one.contentHash),
      json: (place) => openRow(rows[place] ?? "null").json,
      free: () => {
        freeRows(rows);
        prepared?.free();
      },
      prepare: (places) => {
        const bytes = (prepared = createCopyBytes());
        return gather(places, (place) => prepareAt(place, bytes));
      },
    },
  };
}

function mapAtOnce(recordType: RecordType, rows: readonly WireRow[]): ReadRows {
  const bytes = createCopyBytes();
  const made = newestLast(
    rows.map((row) => prepareRow(recordType, row, bytes)),
    ({ outcome, updatedAt, syncToken }) => ({
      sourceId: outcome.sourceId,
      sourceUpdatedAt: updatedAt,
      syncToken,
    }),
  );
  const outcomes = made.map((one) => one.outcome);
  freeRows(rows);
  return {
    updatedAt: made.map((one) => one.updatedAt),
    incoming: {
      sourceIds: outcomes.map((one) => one.sourceId),
      contentHashes: outcomes.map((one) => ("failure" in one ? unhashed : one.contentHash)),
      json: (place) => {
        const one = outcomes[place];
        if (!one || "failure" in one) return one?.json ?? "null";
        return sourceOf(one);
      },
      prepare: (places) => gather(places, (place) => outcomes[place]),
      free: () => {
        bytes.free();
      },
    },
  };
}

interface Rejected {
  readonly sourceId: string;
  readonly failure: AppError;
  readonly json: string;
}

interface MadeRow {
  readonly outcome: PreparedRecord | Rejected;
  readonly updatedAt: Date | null;
  readonly syncToken: number;
}

function prepareRow(recordType: RecordType, row: WireRow, bytes: CopyBytes): MadeRow {
  const { json, record } = openRow(row);
  const read = ifReadable(() => {
    if (record) assertShown(record);
    return mapRecord(recordType, record, json);
  });
  if (read.kind === "read") {
    const { lacks, row: made } = read.value;
    const updatedAt = lacks.time ? null : made.sourceUpdatedAt;
    return { outcome: prepareRecord(read.value, bytes), updatedAt, syncToken: made.syncToken };
  }
  const { sourceId, sourceUpdatedAt } = unidentified(recordType, record);
  // What we cannot follow to its end no page could show: it is kept as a text.
  const shown = read.failure.cause instanceof RangeError ? JSON.stringify(json) : json;
  const outcome = { sourceId, failure: read.failure, json: shown };
  return { outcome, updatedAt: sourceUpdatedAt, syncToken: tokenOf(record) };
}

interface Unidentified {
  readonly sourceId: string;
  readonly contentHash: string;
  readonly sourceUpdatedAt: Date | null;
}

/** What is no object has no Id, and is rejected for that, with what came in its place. */
function unidentified(recordType: RecordType, record: WireRecord | null): Unidentified {
  if (record === null) return { sourceId: "", contentHash: unhashed, sourceUpdatedAt: null };
  return {
    sourceId: idOf(recordType, record),
    contentHash: unhashed,
    sourceUpdatedAt: updatedAtOf(recordType, record),
  };
}

function gather(
  places: readonly number[],
  outcomeAt: (place: number) => PreparedRecord | Rejected | undefined,
): PreparedPage {
  const prepared: PreparedRecord[] = [];
  const unreadable: PreparedPage["unreadable"][number][] = [];
  for (const place of places) {
    const one = outcomeAt(place);
    if (!one) continue;
    if (!("failure" in one)) prepared.push(one);
    else {
      const { sourceId, failure, json } = one;
      unreadable.push({ sourceId, reason: failure.code, detail: failure.message, json });
    }
  }
  return { records: prepared, unreadable };
}

type Read<T> =
  { readonly kind: "read"; readonly value: T } | { readonly kind: "not"; readonly failure: AppError };

function ifReadable<T>(read: () => T): Read<T> {
  try {
    return { kind: "read", value: read() };
  } catch (thrown) {
    if (isAppError(thrown, "record.unreadable")) return { kind: "not", failure: thrown };
    if (isAppError(thrown)) throw thrown;
    // Whatever it stumbles over (JSON nested ten thousand deep), this record is all that it may cost.
    const name = thrown instanceof Error ? thrown.name : "unknown failure";
    const failure = new AppError("record.unreadable", `The record could not be read (${name}).`, {
      cause: thrown,
    });
    return { kind: "not", failure };
  }
}
