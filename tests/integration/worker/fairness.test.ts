// Companies share workers, the queue and PostgreSQL, but do not wait for each other.

import { afterAll, beforeAll, expect, it } from "vitest";

import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { startWorker, type RunningWorker } from "#lib/worker/start-worker.ts";
import type { Company } from "#sandbox/company/company.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { connectCompany } from "#tests/support/connect-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { eventually } from "#tests/support/eventually.ts";
import { createFirm, type Firm } from "#tests/support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";
import { startWebhookReceiver, type WebhookReceiver } from "#tests/support/webhook-receiver.ts";

let database: TestDatabase;
let sandbox: RunningSandbox;
let receiver: WebhookReceiver;
let worker: RunningWorker;
let firm: Firm;

beforeAll(async () => {
  database = await createTestDatabase();
  receiver = await startWebhookReceiver();
  sandbox = await startSandbox({ companies: 0, webhookUrl: receiver.url });
  // Intuit's own limits, by which reading some thousand records takes its time.
  setTestEnvironment({ databaseUrl: database.url, sandboxUrl: sandbox.url });
  firm = await createFirm();
  worker = await startWorker();
});
afterAll(async () => {
  await worker.stop();
  await receiver.stop();
  await sandbox.stop();
  await database.drop();
});

interface Connected {
  readonly company: Company;
  readonly id: CompanyId;
}

async function connect(size: number, seed: number): Promise<Connected> {
  const { company } = sandbox.sandbox.registry.create({ size, seed });
  return { company, id: await connectCompany(firm.people.owner, company.realmId) };
}

async function statesOf(companies: readonly Connected[]): Promise<readonly string[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<{ state: string }>("SELECT state FROM quickbooks_syncs WHERE company_id = ANY ($1)", [
      companies.map((one) => one.id),
    ]),
  );
  return rows.map((row) => row.state);
}

/** Makes a customer in QuickBooks and resolves once the books show it. */
async function makeCustomer({ company, id }: Connected, name: string): Promise<void> {
  const body = { DisplayName: name };
  expect(company.write({ entity: "Customer", operation: "save", body, actor: "person" }).kind).toBe(
    "written",
  );
  await eventually(`${name} in the books`, async () => {
    const { rowCount } = await asSystem((sql) =>
      sql.query("SELECT FROM entities WHERE company_id = $1 AND name = $2", [id, name]),
    );
    return rowCount === 1;
  });
}

it("webhooks of one company are in its books before the other companies of which all is being read", async () => {
  const small = await connect(100, 1);
  await eventually("the small one's books", async () => (await statesOf([small]))[0] === "succeeded", 60_000);

  // More of them than a worker reads at once: all of its slots for whole books are taken.
  const large = [await connect(9_000, 2), await connect(9_000, 3), await connect(9_000, 4)];
  await eventually("two backfills", async () => {
    const states = await statesOf(large);
    return states.filter((state) => state === "running").length >= 2;
  });
  for (let round = 1; round <= 5; round += 1) {
    await makeCustomer(small, `Fair & Sons ${round}`);
    // Or nothing would have been in the way.
    expect(await statesOf(large)).toContain("running");
  }
});
