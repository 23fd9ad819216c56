import type { RecordType } from "#lib/books/record-type.ts";
import { listNamedTypes } from "#lib/store/types/list-named-types.ts";
import { markNotOffered } from "#lib/runs/progress/mark-not-offered.ts";
import type { RecordTypeState } from "#lib/store/types/record-type-state.ts";
import { prepareSteps } from "#lib/runs/progress/prepare-steps.ts";
import { countTypes } from "../reconcile/count-types.ts";
import { askOffered } from "./ask/ask-offered.ts";
import { readChanged } from "../changes/catch-up.ts";
import { readWhole } from "./read-whole.ts";
import type { RunContext } from "../run-context.ts";
import type { StepsOutcome } from "../run-steps.ts";
import { readScope } from "#lib/runs/request/run-scope.ts";
import { describeFailure } from "../step-failure.ts";
import { typesToAskAgain } from "../type-plan.ts";

/**
 * Asks again for types that QuickBooks did not offer the company, when it is time or somebody waits for
 * them, and reads whole what it offers now: whatever was written in them meanwhile comes with them.
 */
export async function readNewlyOffered(
  context: RunContext,
  notOffered: readonly RecordType[],
  states: ReadonlyMap<RecordType, RecordTypeState>,
  now: Date,
): Promise<StepsOutcome> {
  const { run, lease, client, signal } = context;
  const none: StepsOutcome = { finished: [], failed: [], notOffered: [] };
  if (notOffered.length === 0) return none;
  const named = new Set<RecordType>([
    ...(await listNamedTypes(lease)),
    ...typesNamedBy(run.types, run.records),
  ]);
  const asked = typesToAskAgain(notOffered, states, { trigger: run.trigger, named, now });
  if (asked.length === 0) return none;
  const { offered, rejected } = await askOffered(client, asked, signal);
  for (const { recordType, rejection } of rejected) {
    // In QuickBooks' time, by which it is due again.
    await markNotOffered(lease, recordType, describeFailure(rejection), now);
  }
  if (offered.length === 0) return none;
  const steps = await prepareSteps(lease, offered);
  const whole = await readWhole(context, steps, await countTypes(context, offered), () => true);
  // What has moved meanwhile, and whether all of it came.
  const changed = await readChanged(context, whole.finished, now);
  const lost = new Set(changed.failed.map((one) => one.recordType));
  return {
    finished: whole.finished.filter((one) => !lost.has(one) && !changed.notOffered.includes(one)),
    failed: [...whole.failed, ...changed.failed],
    notOffered: [...whole.notOffered, ...changed.notOffered],
  };
}

function typesNamedBy(types: readonly string[], records: unknown): readonly RecordType[] {
  const scope = readScope(types, records);
  return [...scope.types, ...scope.records.map((one) => one.recordType)];
}
