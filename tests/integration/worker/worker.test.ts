import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { CompanyId, OrganizationId, SyncId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { requestSync } from "#lib/runs/request/request-run.ts";
import { startWorker, type RunningWorker } from "#lib/worker/start-worker.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { connectCompany } from "#tests/support/connect-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { eventually } from "#tests/support/eventually.ts";
import { createFirm } from "#tests/support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";
import { startWebhookReceiver, type WebhookReceiver } from "#tests/support/webhook-receiver.ts";

let database: TestDatabase;
let sandbox: RunningSandbox;
let receiver: WebhookReceiver;
let worker: RunningWorker;
let firm: OrganizationId;
let company: CompanyId;
let realmId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  receiver = await startWebhookReceiver();
  sandbox = await startSandbox({ companies: 1, size: 300, webhookUrl: receiver.url });
  setTestEnvironment({
    databaseUrl: database.url,
    sandboxUrl: sandbox.url,
    more: { QUICKBOOKS_REQUESTS_PER_SECOND: "100", QUICKBOOKS_REQUESTS_PER_MINUTE: "6000" },
  });
  sandbox.sandbox.switches.set({ requestsPerSecond: 100, requestsPerMinute: 6000 });
  const created = await createFirm();
  firm = created.id;
  realmId = sandbox.sandbox.companies()[0]?.realmId ?? "";
  company = await connectCompany(created.people.owner, realmId);
  worker = await startWorker();
});
afterAll(async () => {
  await worker.stop();
  await receiver.stop();
  await sandbox.stop();
  await database.drop();
});

interface Run {
  readonly id: string;
  readonly state: string;
  readonly error_code: string | null;
  readonly metered_calls: number;
}

async function runsOf(trigger: string): Promise<readonly Run[]> {
  const { rows } = await asSystem((sql) =>
    sql.query<Run>(
      "SELECT * FROM quickbooks_syncs WHERE company_id = $1 AND trigger = $2 ORDER BY created_at",
      [company, trigger],
    ),
  );
  return rows;
}

const ended = (id: SyncId) => async (): Promise<Run | undefined> => {
  const { rows } = await asSystem((sql) =>
    sql.query<Run>("SELECT * FROM quickbooks_syncs WHERE id = $1", [id]),
  );
  return rows.find((run) => !["queued", "running"].includes(run.state));
};

describe("a worker", () => {
  it("takes a newly connected company's books in", async () => {
    const [run] = await eventually(
      "the first full sync",
      async () => {
        const runs = await runsOf("connect");
        return runs.some((one) => one.state !== "queued" && one.state !== "running") && runs;
      },
      60_000,
    );
    expect(run).toMatchObject({ state: "succeeded", error_code: null });
  });

  it("shows a change in QuickBooks seconds after its webhook, for one metered call", async () => {
    const customer = sandbox.sandbox.companies()[0]?.write({
      entity: "Customer",
      operation: "save",
      body: { DisplayName: "Webhook & Sons" },
      actor: "person",
    });
    expect(customer?.kind).toBe("written");
    await eventually("the new customer in the books", async () => {
      const { rowCount } = await asSystem((sql) =>
        sql.query("SELECT FROM entities WHERE company_id = $1 AND name = 'Webhook & Sons'", [company]),
      );
      return rowCount === 1;
    });
    await eventually("the event's end", async () => {
      const { rows } = await asSystem((sql) =>
        sql.query<{ state: string }>("SELECT state FROM quickbooks_webhook_events WHERE company_id = $1", [
          company,
        ]),
      );
      return rows.length > 0 && rows.every((event) => event.state === "processed");
    });
    expect(await runsOf("webhook")).toMatchObject([{ state: "succeeded", metered_calls: 1 }]);
  });

  it("runs what a person asks for", async () => {
    const { syncId } = await requestSync({
      organizationId: firm,
      companyId: company,
      kind: "incremental",
      trigger: "person",
    });
    const run = await eventually("the sync's end", ended(syncId), 20_000);
    expect(run).toMatchObject({ state: "succeeded" });
  });
});
