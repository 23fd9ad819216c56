import type { RecordType } from "#lib/books/record-type.ts";
import { withTenant } from "#lib/db/scope.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import { listRecordTypeStates, type RecordTypeState } from "#lib/store/types/record-type-state.ts";
import { storeChangesSince } from "#lib/runs/progress/run-progress.ts";
import { prepareSteps } from "#lib/runs/progress/prepare-steps.ts";
import { assertPast, catchUp, readChanged } from "./changes/catch-up.ts";
import { countTypes } from "./reconcile/count-types.ts";
import { askForMissing } from "./changes/delete-records.ts";
import { followLostNames } from "./changes/follow-lost-names.ts";
import { followReportedMerges } from "./changes/follow-merges.ts";
import { runFullSync } from "./full-sync.ts";
import { fetchQuickBooksTime } from "./read/ask/quickbooks-time.ts";
import { readNewlyOffered } from "./read/read-newly-offered.ts";
import { readWhole } from "./read/read-whole.ts";
import { readWindow } from "./read/read-type.ts";
import { refreshRates } from "./read/refresh-rates.ts";
import type { RunContext } from "./run-context.ts";
import type { RunResult } from "./run-result.ts";
import { runSteps, type FailedStep, type StepsOutcome } from "./run-steps.ts";
import { startOfChanges } from "./changes/start-of-changes.ts";
import { readScope, type RecordReference } from "#lib/runs/request/run-scope.ts";

import { dueTypes, planChanges, typesOfRun, type ChangePlan } from "./type-plan.ts";

/**
 * Takes in what has changed since the last time. A company of which nothing was read yet is read whole.
 * When nothing has changed this costs one metered call, and once a day one more for each type that
 * change data capture leaves out.
 */
export async function runChangeSync(context: RunContext): Promise<RunResult> {
  const { run, lease } = context;
  const scope = readScope(run.types, run.records);
  const states = await withTenant(lease.organizationId, (sql) => listRecordTypeStates(sql, lease.companyId));
  // Of a type that was not offered there may be more than the record that is asked for.
  const areOffered = scope.records.every((one) => states.get(one.recordType)?.offered !== false);
  if (scope.records.length > 0 && areOffered) return readRecords(context, scope.records);
  const cursorAt = run.company.changesCursorAt;
  if (cursorAt === null) return runFullSync(context);

  const plan = planChanges(typesOfRun(run.types, run.company.selectedTypes), states, cursorAt);
  const start = startOfChanges(context, plan, states, cursorAt);
  await storeChangesSince(lease, start.since);
  const caught =
    plan.inStep.length > 0
      ? await catchUp(context, plan.inStep, start.since, start.overlap)
      : {
          asOf: await fetchQuickBooksTime(context),
          failed: [],
          notOffered: [],
          moved: new Set<RecordType>(),
        };
  assertPast(cursorAt, caught.asOf);
  const delta = await readNewlyOffered(context, plan.notOffered, states, caught.asOf);
  const rest = await readRest(context, plan, states, caught.asOf);
  await followReportedMerges(context);
  await followLostNames(context);

  const failed = [...caught.failed, ...delta.failed, ...rest.failed];
  const lost = new Set([...failed.map((one) => one.recordType), ...caught.notOffered]);
  const isKept = (recordType: RecordType): boolean => !lost.has(recordType);
  return {
    current: [...plan.inStep, ...delta.finished, ...rest.current].filter(isKept),
    readWhole: [...delta.finished, ...rest.readWhole].filter(isKept),
    different: [],
    failed,
    asOf: caught.asOf,
    changesCursorAt: run.types.length === 0 && !start.isBrief ? caught.asOf : null,
  };
}

interface Rest {
  readonly current: readonly RecordType[];
  readonly readWhole: readonly RecordType[];
  readonly failed: readonly FailedStep[];
}

/**
 * What one question for all does not bring. A run that a webhook started leaves it to the next one that
 * the clock or a person starts: somebody waits for the change that the webhook told of.
 */
async function readRest(
  context: RunContext,
  plan: ChangePlan,
  states: ReadonlyMap<RecordType, RecordTypeState>,
  now: Date,
): Promise<Rest> {
  const { run } = context;
  if (run.trigger === "webhook" && run.types.length === 0) return { current: [], readWhole: [], failed: [] };
  const notInCdc = run.types.length > 0 ? plan.notInCdc : dueTypes(plan.notInCdc, states, now);
  const late = await runSteps(context, [...plan.behind, ...notInCdc], async (recordType) => {
    const since = states.get(recordType)?.currentAsOf ?? null;
    const { access } = intuitEntity(recordType);
    if (plan.behind.includes(recordType)) {
      const { failed } = await readChanged(context, [recordType], since ?? new Date(0));
      if (failed[0]) throw failed[0].failure;
    } else if (access === "day") {
      await refreshRates(context, since);
    } else {
      await readWindow(context, recordType, access === "window" && since ? { updatedFrom: since } : {});
    }
  });
  const whole = await readUnread(context, plan.unread);
  return {
    current: [...late.finished, ...whole.finished],
    readWhole: whole.finished,
    failed: [...late.failed, ...whole.failed],
  };
}

async function readUnread(context: RunContext, recordTypes: readonly RecordType[]): Promise<StepsOutcome> {
  if (recordTypes.length === 0) return { finished: [], failed: [], notOffered: [] };
  const steps = await prepareSteps(context.lease, recordTypes);
  return readWhole(context, steps, await countTypes(context, recordTypes), () => true);
}

/** Single records, one question per type. Those that QuickBooks no longer has are marked as deleted. */
async function readRecords(context: RunContext, records: readonly RecordReference[]): Promise<RunResult> {
  const idsByType = Map.groupBy(records, (record) => record.recordType);
  const { failed } = await runSteps(context, [...idsByType.keys()], async (recordType) => {
    const ids = (idsByType.get(recordType) ?? []).map((record) => record.sourceId);
    if (intuitEntity(recordType).access === "window") await askForMissing(context, recordType, ids);
    else await readWindow(context, recordType, {});
  });
  await followReportedMerges(context);
  await followLostNames(context);
  return { current: [], readWhole: [], different: [], failed, asOf: null, changesCursorAt: null };
}
