// `npm run demo -- --check`: the main job from sign-in to equal counts, without a person.

import { demoPassword, demoPeople } from "../stack/demo-people.ts";
import type { Stack } from "../stack/start-stack.ts";
import { SandboxDriver, type SandboxCompany } from "../driver/sandbox-driver.ts";
import { TieoutDriver } from "../driver/tieout-driver.ts";
import {
  compareCounts,
  requireName,
  requireOddRecords,
  tableOf,
  type ComparedCount,
} from "./compare-counts.ts";
import { connectAndSync } from "./connect-and-sync.ts";
import type { StepLines } from "./step-lines.ts";
import { requireSuccess, watchSync, progressText } from "./watch-sync.ts";

const syncTimeoutMs = 300_000;
const renamed = "Renamed Client Ltd";
/** What the company's QuickBooks plan lacks at first. */
const boughtLater = "Bill";

/** @returns whether all counts agree. @throws when a step of the job fails. */
export async function checkMainJob(stack: Stack, steps: StepLines): Promise<boolean> {
  const quickbooks = new SandboxDriver(stack.sandboxUrl);
  const company = richest(await quickbooks.listCompanies());
  if (!company) throw new Error("The sandbox has no company in the United States.");
  await quickbooks.setPlan(company.realmId, [boughtLater]);
  const driver = new TieoutDriver(stack.appUrl);

  steps.begin("Signing in");
  await driver.signIn(demoPeople.owner.email, demoPassword);
  steps.begin(`Connecting ${company.name} and taking its books in`);
  const { companyId, records } = await connectAndSync(driver, company.realmId, syncTimeoutMs, (text) =>
    steps.update(text),
  );
  steps.done(`${records.toLocaleString("en-US")} records`);
  const full = await compare(stack, quickbooks, companyId, company.realmId);

  await requireOddRecords(stack.database.urls.system, companyId);

  steps.begin(
    `Working in QuickBooks: ${boughtLater} bought, one customer new, one renamed, one invoice deleted`,
  );
  await quickbooks.setPlan(company.realmId, []);
  const renamedId = await workInQuickBooks(quickbooks, company.realmId);
  steps.begin("Taking the changes in");
  const syncId = await driver.requestSync(companyId, "incremental");
  requireSuccess(await watchSync(driver, syncId, syncTimeoutMs, (run) => steps.update(progressText(run))));
  steps.done();
  await requireName(stack.database.urls.system, companyId, renamedId, renamed);
  const after = await compare(stack, quickbooks, companyId, company.realmId);
  if (!after.some(({ title, ours }) => title === "Bills" && ours > 0))
    throw new Error(`No ${boughtLater} arrived after it was bought.`);

  console.log(`\nAfter the full sync\n${tableOf(full)}\n\nAfter the changes\n${tableOf(after)}\n`);
  return [...full, ...after].every((count) => count.quickbooks === count.ours);
}

/**
 * The company with the most kinds of records, so that as much as possible is checked: of those in the United
 * States, whose made-up tax codes have no SyncToken.
 */
function richest(companies: readonly SandboxCompany[]): SandboxCompany | undefined {
  return companies
    .filter(({ country }) => country === "US")
    .toSorted((one, other) => Object.keys(other.counts).length - Object.keys(one.counts).length)[0];
}

async function compare(
  stack: Stack,
  quickbooks: SandboxDriver,
  companyId: string,
  realmId: string,
): Promise<readonly ComparedCount[]> {
  const company: SandboxCompany = await quickbooks.findCompany(realmId);
  return compareCounts(stack.database.urls.system, companyId, company);
}

/** @returns QuickBooks' id of the customer with the new name. */
async function workInQuickBooks(quickbooks: SandboxDriver, realmId: string): Promise<string> {
  await quickbooks.change(realmId, { entity: "Customer", body: { DisplayName: "Checked Client Ltd" } });
  const customer = await quickbooks.firstOf(realmId, "Customer");
  await quickbooks.change(realmId, {
    entity: "Customer",
    body: { Id: customer.Id, SyncToken: customer.SyncToken, sparse: true, DisplayName: renamed },
  });
  const { Id, SyncToken } = await quickbooks.firstOf(realmId, "Invoice");
  await quickbooks.change(realmId, { entity: "Invoice", operation: "delete", body: { Id, SyncToken } });
  return customer.Id;
}
