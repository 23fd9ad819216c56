import type { SyncRunWithSteps } from "#lib/contracts/sync-run.ts";
import { waitUntil } from "../processes/wait-until.ts";
import type { TieoutDriver } from "../driver/tieout-driver.ts";

const overStates = new Set(["succeeded", "incomplete", "awaiting_approval", "failed", "cancelled"]);

/** Follows a run to its end, telling `onProgress` on the way. @throws when it takes longer than that. */
export async function watchSync(
  driver: TieoutDriver,
  syncId: string,
  timeoutMs: number,
  onProgress: (run: SyncRunWithSteps) => void,
): Promise<SyncRunWithSteps> {
  return waitUntil({ what: "The end of the sync", timeoutMs, everyMs: 250 }, async () => {
    const run = await driver.getSync(syncId);
    onProgress(run);
    return overStates.has(run.state) ? run : null;
  });
}

/** "Invoices · 1,204 of 5,310 records · 12 of 36 types" */
export function progressText(run: SyncRunWithSteps): string {
  const working = run.steps.find((step) => step.state === "running");
  const of = run.expected === null ? "" : ` of ${run.expected.toLocaleString("en-US")}`;
  return [
    `Syncing ${run.companyName}`,
    ...(working ? [working.recordType.replaceAll("_", " ")] : []),
    `${run.counts.seen.toLocaleString("en-US")}${of} records`,
    `${run.typesDone} of ${run.typesTotal} types`,
  ].join(" · ");
}

/** @throws with what the run itself says when it did not succeed. */
export function requireSuccess(run: SyncRunWithSteps): void {
  if (run.state === "succeeded") return;
  const steps = run.steps
    .filter((step) => step.error !== null || step.state === "incomplete" || step.state === "failed")
    .map((step) => `${step.recordType}: ${step.error?.message ?? step.state}`);
  throw new Error(
    [`The sync ended as "${run.state}".`, run.error?.message, run.error?.detail, ...steps]
      .filter(Boolean)
      .join("\n  "),
  );
}
