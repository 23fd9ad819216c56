// From consent to complete: a company connected as a person does it, until its first sync has ended.

import { asSystem } from "#lib/db/scope.ts";
import type { Company } from "#sandbox/company/company.ts";
import { comeBack, startAs } from "#tests/support/connect-company.ts";
import { consentAtSandbox } from "#tests/support/consent-at-sandbox.ts";
import { disagreements } from "#tests/support/sandbox-books.ts";
import { waitUntil } from "./drills/wait-until-idle.ts";
import type { DrillCompany, DrillStack } from "./drills/drill-stack.ts";

/** What real answers take from nearby, see docs/SANDBOX.md. */
const latencyMs = 100;

export interface FirstSync {
  readonly ours: DrillCompany["ours"];
  readonly records: number;
  /** Types with at least one record. */
  readonly types: number;
  /** To the accounting API, the one of the connect itself included. */
  readonly requests: number;
  /** From the browser's return from Intuit to the end of the run. */
  readonly seconds: number;
  readonly meteredPerRequest: number;
  readonly meteredPerItem: number;
  /** Requests that found one of Intuit's limits reached. */
  readonly violations: number;
  /** Whether the run succeeded and every record is as QuickBooks has it. */
  readonly isEqual: boolean;
}

interface EndedRun {
  readonly state: string;
  readonly seen: number;
  readonly types: number;
  readonly finished_at: Date | null;
}

export async function firstSync(stack: DrillStack, company: Company): Promise<FirstSync> {
  const { sandbox } = stack.sandbox;
  sandbox.switches.set({ latencyMs });
  const back = await consentAtSandbox(await startAs(stack.owner, null), { realmId: company.realmId });
  sandbox.traffic.reset(company.realmId);
  const consentedAt = Date.now();
  const { outcome, company: companyId } = await comeBack(back, stack.owner.cookie);
  if (outcome !== "connected" || !companyId) throw new Error(`connecting ended as ${outcome ?? "nothing"}`);
  const runOf = async (): Promise<EndedRun | undefined> => {
    const { rows } = await asSystem((sql) =>
      sql.query<EndedRun>(
        `SELECT state, records_seen AS seen, finished_at,
           (SELECT count(*)::int FROM quickbooks_sync_steps WHERE sync_id = run.id AND seen > 0) AS types
         FROM quickbooks_syncs run WHERE company_id = $1`,
        [companyId],
      ),
    );
    return rows[0];
  };
  const left = await waitUntil(runOf, (run) => run !== undefined && run.finished_at !== null, 180_000);
  if (left) throw new Error(`the first sync did not end: ${JSON.stringify(left)}`);
  const run = await runOf();
  const traffic = sandbox.traffic.of(company.realmId).report();
  sandbox.switches.set({ latencyMs: 0 });
  const ours = { companyId, organizationId: stack.organizationId };
  const isEqual = run?.state === "succeeded" && (await disagreements({ company, ours })).length === 0;
  return {
    ours,
    records: run?.seen ?? 0,
    types: run?.types ?? 0,
    requests: traffic.total,
    seconds: Math.round((run?.finished_at?.getTime() ?? Infinity) - consentedAt) / 1000,
    meteredPerRequest: traffic.meteredPerRequest,
    meteredPerItem: traffic.meteredPerItem,
    violations: Object.values(traffic.violations).reduce((sum, count) => sum + count, 0),
    isEqual,
  };
}
