import { waitUntil } from "../processes/wait-until.ts";
import type { TieoutDriver } from "../driver/tieout-driver.ts";
import { visibleText } from "../driver/driver.ts";
import { progressText, requireSuccess, watchSync } from "./watch-sync.ts";

export interface ConnectedCompany {
  readonly companyId: string;
  readonly records: number;
}

/** Connects a QuickBooks company as a person would, and follows the sync that this starts to its end. */
export async function connectAndSync(
  driver: TieoutDriver,
  realmId: string,
  timeoutMs: number,
  onProgress: (text: string) => void,
): Promise<ConnectedCompany> {
  const before = new Set((await driver.listCompanies()).companies.map((company) => company.id));
  const landed = await driver.connect(realmId);
  const companyId = await waitUntil({ what: "The connection", timeoutMs: 10_000 }, async () => {
    const { companies } = await driver.listCompanies();
    return companies.find((company) => !before.has(company.id))?.id;
  }).catch((cause: unknown) => {
    throw new Error(`QuickBooks was not connected: ${visibleText(landed).slice(0, 300)}`, { cause });
  });
  const syncId = await waitUntil({ what: "The start of the first sync", timeoutMs: 30_000 }, async () => {
    const company = await driver.getCompany(companyId);
    return company.active?.id ?? company.lastRun?.id;
  });
  const run = await watchSync(driver, syncId, timeoutMs, (now) => onProgress(progressText(now)));
  requireSuccess(run);
  return { companyId, records: run.counts.seen };
}
