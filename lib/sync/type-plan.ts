// Which types a run reads, and how: pure decisions over what is known of each.

import type { SyncTrigger } from "#lib/books/sync-run.ts";
import { allRecordTypes, isRecordType, type RecordType } from "#lib/books/record-type.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import type { RecordTypeState } from "#lib/store/types/record-type-state.ts";

type States = ReadonlyMap<RecordType, RecordTypeState>;

/** The types of a run: those asked for, else those that the company keeps, else all. */
export function typesOfRun(asked: readonly string[], kept: readonly string[]): readonly RecordType[] {
  const named = asked.length > 0 ? asked : kept;
  const wanted = new Set(named.filter(isRecordType));
  return wanted.size === 0 ? allRecordTypes : allRecordTypes.filter((recordType) => wanted.has(recordType));
}

export interface ChangePlan {
  /** In step with the company's cursor: one question for all of them. */
  readonly inStep: readonly RecordType[];
  /** Behind the cursor since some failure: each is caught up from where it stands. */
  readonly behind: readonly RecordType[];
  /** Never read whole. */
  readonly unread: readonly RecordType[];
  /** Not reported by change data capture; to be asked for when it is time. */
  readonly notInCdc: readonly RecordType[];
  /** Not offered when QuickBooks was last asked. */
  readonly notOffered: readonly RecordType[];
}

/**
 * Each type is in one list exactly. `cursorAt`: up to where the company's changes have been read, by
 * QuickBooks' time.
 */
export function planChanges(recordTypes: readonly RecordType[], states: States, cursorAt: Date): ChangePlan {
  const plan: Record<keyof ChangePlan, RecordType[]> = {
    inStep: [],
    behind: [],
    unread: [],
    notInCdc: [],
    notOffered: [],
  };
  for (const recordType of recordTypes) {
    const state = states.get(recordType);
    plan[placeOf(recordType, state, cursorAt)].push(recordType);
  }
  return plan;
}

function placeOf(
  recordType: RecordType,
  state: RecordTypeState | undefined,
  cursorAt: Date,
): keyof ChangePlan {
  if (state?.offered === false) return "notOffered";
  if (!state?.backfilledAt || !state.currentAsOf) return "unread";
  if (!intuitEntity(recordType).inChanges || state.notInCdc) return "notInCdc";
  return state.currentAsOf < cursorAt ? "behind" : "inStep";
}

/** A little less than a day, so that a daily run asks every day although no two start at the same second. */
const dailyMs = 20 * 60 * 60 * 1000;

/** Of types that change data capture leaves out, those not asked for since yesterday. */
export function dueTypes(notInCdc: readonly RecordType[], states: States, now: Date): readonly RecordType[] {
  return notInCdc.filter((recordType) => {
    const asOf = states.get(recordType)?.currentAsOf;
    return !asOf || now.getTime() - asOf.getTime() >= dailyMs;
  });
}

export interface AskingAgain {
  readonly trigger: SyncTrigger;
  /** Types that the run was asked for, by a person or by webhook events. */
  readonly named: ReadonlySet<RecordType>;
  readonly now: Date;
}

/** Triggers behind which somebody waits for everything that there is. */
const force: ReadonlySet<SyncTrigger> = new Set<SyncTrigger>(["person", "api", "connect", "retry"]);

/** Of types that QuickBooks did not offer, those to be asked for again: daily, when named, and for a person. */
export function typesToAskAgain(
  notOffered: readonly RecordType[],
  states: States,
  { trigger, named, now }: AskingAgain,
): readonly RecordType[] {
  if (force.has(trigger)) return notOffered;
  return notOffered.filter((recordType) => {
    const askedAt = states.get(recordType)?.lastAskedAt;
    return named.has(recordType) || !askedAt || now.getTime() - askedAt.getTime() >= dailyMs;
  });
}
