import type { RecordType } from "../books/record-type.ts";
import { isAppError, type AppError } from "../core/app-error.ts";
import { identifyRecord } from "../mapping/identify-record.ts";
import { mapRecord } from "../mapping/map-record.ts";
import type { MappedRecord } from "../mapping/mapped-record.ts";
import type { WireRecord } from "../quickbooks/wire/wire-record.ts";
import { createCopyBytes } from "../store/copy-bytes.ts";
import type { IncomingPage, PreparedPage } from "../store/incoming-page.ts";
import { prepareRecord, sourceOf, type PreparedRecord } from "../store/prepare-record.ts";
import { assertShown } from "./query-around.ts";
import { idOf } from "./wire-identity.ts";

const unhashed = "0".repeat(32);

export interface Answer {
  readonly records: readonly WireRecord[];
  /** The same records; called only when some of them differ from what is held. */
  readonly reread: () => readonly WireRecord[];
}

/**
 * Intuit's objects as the store takes them. Where most are expected to be new their rows are made at
 * once, else only their hashes; what comes of it is the same. Either way nothing of what this returns
 * holds on to the objects: they can be collected while the page waits for its turn.
 */
export function toIncoming(recordType: RecordType, answer: Answer, expectNew: boolean): IncomingPage {
  return expectNew ? mapAtOnce(recordType, answer.records) : hashFirst(recordType, answer);
}

function hashFirst(recordType: RecordType, { records, reread }: Answer): IncomingPage {
  const identities = records.map((record) => {
    const read = ifReadable(() => identifyRecord(recordType, record));
    return read.kind === "read" ? read.value : { sourceId: idOf(recordType, record), contentHash: unhashed };
  });
  return {
    sourceIds: identities.map((one) => one.sourceId),
    contentHashes: identities.map((one) => one.contentHash),
    json: (place) => JSON.stringify(reread()[place]),
    prepare: (places) => {
      if (places.length === 0) return { records: [], unreadable: [] };
      const bytes = createCopyBytes();
      const again = reread();
      return gather(places, (place) => {
        const sourceId = identities[place]?.sourceId ?? "";
        const read = ifReadable(() => prepareRecord(mapShown(recordType, again[place]), bytes));
        if (read.kind === "read") return read.value;
        return { sourceId, failure: read.failure, json: JSON.stringify(again[place]) };
      });
    },
  };
}

interface Refused {
  readonly sourceId: string;
  readonly failure: AppError;
  readonly json: string;
}

function mapAtOnce(recordType: RecordType, records: readonly WireRecord[]): IncomingPage {
  const bytes = createCopyBytes();
  const outcomes = records.map((record): PreparedRecord | Refused => {
    const read = ifReadable(() => prepareRecord(mapShown(recordType, record), bytes));
    if (read.kind === "read") return read.value;
    return { sourceId: idOf(recordType, record), failure: read.failure, json: JSON.stringify(record) };
  });
  return {
    sourceIds: outcomes.map((one) => one.sourceId),
    contentHashes: outcomes.map((one) => ("failure" in one ? unhashed : one.contentHash)),
    json: (place) => {
      const one = outcomes[place];
      if (!one || "failure" in one) return one?.json ?? "null";
      return sourceOf(one);
    },
    prepare: (places) => gather(places, (place) => outcomes[place]),
  };
}

function mapShown(recordType: RecordType, record: WireRecord | undefined): MappedRecord {
  assertShown(record);
  return mapRecord(recordType, record);
}

function gather(
  places: readonly number[],
  outcomeAt: (place: number) => PreparedRecord | Refused | undefined,
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
    throw thrown;
  }
}
