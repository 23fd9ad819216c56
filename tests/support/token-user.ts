// A process that uses a company's tokens as the worker does, for tests of many at once and of dying in
// the middle. Started by fork with the company's id and the number of callers; begins at any message and
// answers with what each caller got.

import { parseCompanyId } from "#lib/core/ids.ts";
import { toAppError } from "#lib/core/app-error.ts";
import { openClient } from "#lib/connections/refresh/open-client.ts";
import { closePool } from "#lib/db/pool.ts";
import { fetchRecord } from "#lib/quickbooks/fetch-record.ts";
import { unpaced } from "#lib/quickbooks/pacing.ts";

/** "read" for a caller who could read the company with a token, else the code of what failed. */
export type TokenUseReport = readonly string[];

const [company = "", callers = "1"] = process.argv.slice(2);

process.once("message", () => {
  void Promise.all(Array.from({ length: Number(callers) }, readCompany)).then(async (report) => {
    await closePool();
    process.send?.(report, () => process.disconnect());
  });
});
process.send?.("ready");

async function readCompany(): Promise<string> {
  try {
    const client = await openClient(parseCompanyId(company), { pacer: unpaced });
    const record = await fetchRecord(client, "company_info", "1");
    return record ? "read" : "nothing";
  } catch (thrown) {
    return toAppError(thrown).code;
  }
}
