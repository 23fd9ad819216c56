import {
  clearConsentedCompanyInfo,
  findConsentedCompanyInfo,
} from "#lib/runs/progress/consented-company-info.ts";
import { finishSteps } from "#lib/runs/progress/move-steps.ts";
import type { SyncStep } from "#lib/runs/progress/prepare-steps.ts";
import { ingestFirstPage } from "./read-type.ts";
import type { RunContext } from "../run-context.ts";

/**
 * Ingests CompanyInfo as it was read when the company was connected, so that a first sync does not ask for
 * it again. Returns the steps as they stand then. A run that dies in between finds it again.
 */
export async function ingestConsented(
  context: RunContext,
  steps: readonly SyncStep[],
): Promise<readonly SyncStep[]> {
  if (context.run.trigger !== "connect") return steps;
  const isIt = ({ recordType, state }: SyncStep): boolean =>
    recordType === "company_info" && state !== "done";
  const json = steps.some(isIt) ? await findConsentedCompanyInfo(context.lease) : null;
  if (json === null) return steps;
  await ingestFirstPage(context, "company_info", { rows: [json], time: null, intuitTid: null }, true);
  await finishSteps(context.lease, ["company_info"]);
  await clearConsentedCompanyInfo(context.lease);
  return steps.map((step) => (isIt(step) ? { ...step, state: "done" } : step));
}
