// The words for a run of a sync, as prisma/schema/quickbooks.prisma defines them: contracts, queue, store and
// pages take them from here.

import { SyncKind, SyncState, SyncStepState, SyncTrigger } from "#prisma/generated/enums.ts";

export type { SyncKind, SyncState, SyncStepState, SyncTrigger };

/** What a run reads: everything, what has changed, or what has been found to differ. */
export const syncKinds = Object.values(SyncKind);

/** Who or what asked for it. */
export const syncTriggers = Object.values(SyncTrigger);

export const syncStates = Object.values(SyncState);

/** Those of runs that went wrong, of which a person may ask for the same again. */
export const retryableStates: readonly SyncState[] = ["failed", "incomplete", "cancelled"];

/** How far a run has come with one record type. */
export const syncStepStates = Object.values(SyncStepState);
