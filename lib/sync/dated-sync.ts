import { intuitEntity } from "#lib/quickbooks/entities.ts";
import { runChangeSync } from "./change-sync.ts";
import type { DocumentDates } from "#lib/runs/request/document-dates.ts";
import { runFullSync } from "./full-sync.ts";
import { readWindow } from "./read/read-type.ts";
import type { RunContext } from "./run-context.ts";
import type { RunResult } from "./run-result.ts";
import { runSteps } from "./run-steps.ts";
import { typesOfRun } from "./type-plan.ts";

/**
 * A sync that is asked for the documents of some days: what has changed (incremental) or all name lists
 * (full), and then every document of those days, whenever it was changed. It makes no type whole and moves no
 * cursor by itself; other documents stay as they are. Nothing is deleted for not being among them: what
 * QuickBooks deletes it reports as a change.
 */
export async function runDatedSync(context: RunContext, dates: DocumentDates): Promise<RunResult> {
  const types = typesOfRun(context.run.types, context.run.company.selectedTypes);
  const dated = types.filter((recordType) => intuitEntity(recordType).startDateProperty !== null);
  const base = await readUndated(context, types);
  const { failed } = await runSteps(
    context,
    dated.filter((recordType) => intuitEntity(recordType).access === "window"),
    (recordType) => readWindow(context, recordType, { dates }),
  );
  const lost = new Set(failed.map((one) => one.recordType));
  return {
    ...base,
    current: base.current.filter((recordType) => !lost.has(recordType)),
    failed: [...base.failed, ...failed],
  };
}

const nothing: RunResult = {
  current: [],
  readWhole: [],
  different: [],
  failed: [],
  asOf: null,
  changesCursorAt: null,
};

async function readUndated(context: RunContext, types: ReturnType<typeof typesOfRun>): Promise<RunResult> {
  const { run } = context;
  if (run.kind !== "full") return runChangeSync(context);
  const lists = types.filter((recordType) => intuitEntity(recordType).startDateProperty === null);
  if (lists.length === 0) return nothing;
  // Of a company that has no cursor yet, the documents are still to be read: it must not get one from lists.
  return { ...(await runFullSync({ ...context, run: { ...run, types: lists } })), changesCursorAt: null };
}
