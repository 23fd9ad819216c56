// What may be asked of a sync, and how two requests for the same company become one.

import type { DocumentDates } from "./document-dates.ts";
import { isRecordType, type RecordType } from "#lib/books/record-type.ts";
import type { SyncKind, SyncTrigger } from "#lib/books/sync-run.ts";
import type { CompanyId, OrganizationId, UserId } from "#lib/core/ids.ts";

export interface RecordReference {
  readonly recordType: RecordType;
  readonly sourceId: string;
}

/** What a run covers. Neither types nor records: everything that the company keeps. */
export interface SyncScope {
  readonly types: readonly RecordType[];
  /** Single records, for incremental runs only. */
  readonly records: readonly RecordReference[];
}

export interface SyncRequest {
  readonly organizationId: OrganizationId;
  readonly companyId: CompanyId;
  readonly kind: SyncKind;
  readonly trigger: SyncTrigger;
  readonly types?: readonly RecordType[] | undefined;
  readonly records?: readonly RecordReference[] | undefined;
  /** Documents of these days are read again, whenever they were changed. */
  readonly dates?: DocumentDates | undefined;
  readonly requestedById?: UserId | null | undefined;
  /** Not before this. Default: at once. A request that joins a waiting run does not move it. */
  readonly runAt?: Date | undefined;
}

/** The smallest scope that covers both. */
export function widenScope(left: SyncScope, right: SyncScope): SyncScope {
  if (coversEverything(left) || coversEverything(right)) return { types: [], records: [] };
  if (left.types.length === 0 && right.types.length === 0) {
    const known = new Set(left.records.map(keyOf));
    return {
      types: [],
      records: [...left.records, ...right.records.filter((one) => !known.has(keyOf(one)))],
    };
  }
  // Single records beside whole types: their types are read whole, which covers them.
  const types = new Set<RecordType>([...left.types, ...right.types]);
  for (const record of [...left.records, ...right.records]) types.add(record.recordType);
  return { types: [...types], records: [] };
}

/** Whether the scope names nothing, which stands for all that the company keeps. */
export function coversEverything(scope: SyncScope): boolean {
  return scope.types.length === 0 && scope.records.length === 0;
}

/** Reads what an earlier version of this program may have stored; what it no longer knows is left out. */
export function readScope(types: readonly string[], records: unknown): SyncScope {
  return {
    types: types.filter(isRecordType),
    records: Array.isArray(records) ? records.flatMap(readReference) : [],
  };
}

function readReference(stored: unknown): RecordReference[] {
  if (typeof stored !== "object" || stored === null) return [];
  if (!("recordType" in stored) || !("sourceId" in stored)) return [];
  const { recordType, sourceId } = stored;
  if (typeof recordType !== "string" || !isRecordType(recordType) || typeof sourceId !== "string") return [];
  return [{ recordType, sourceId }];
}

function keyOf(record: RecordReference): string {
  return `${record.recordType} ${record.sourceId}`;
}
