// pbrink231/quickbooks-node-promise, unchanged, against the sandbox.

import Quickbooks from "quickbooks-node-promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { firstOf, preparedCompany, textOf, type PreparedCompany } from "./prepared-company.ts";
import { neededInEveryUpdate, sampleRecords, type Json } from "./sample-records.ts";

let company: PreparedCompany;
/* The package's types name each entity apart; these tests speak of all of them alike. */
interface Client {
  create(entity: string, body: Json): Promise<unknown>;
  read(entity: string, id: string, options: Json): Promise<unknown>;
  update(entity: string, body: Json): Promise<unknown>;
  delete(entity: string, body: Json): Promise<unknown>;
  query(entity: string, criteria: Json): Promise<unknown>;
  queryCount(entity: string, criteria: null): Promise<unknown>;
  report(name: string, criteria: Json): Promise<Json>;
  batch(items: readonly Json[]): Promise<unknown>;
  changeDataCapture(entities: readonly string[], since: Date): Promise<unknown>;
  upload(name: string, type: string, content: Buffer, entity: string, id: string): Promise<unknown>;
  getInvoicePdf(id: string): Promise<Buffer>;
  refreshAccessToken(): Promise<{ access_token?: string }>;
  revokeAccess(useRefresh: boolean): Promise<unknown>;
}

let client: Client;

beforeAll(async () => {
  company = await preparedCompany();
  Quickbooks.V3_ENDPOINT_BASE_URL = `${company.sandbox.url}/v3/company/`;
  Quickbooks.TOKEN_URL = `${company.sandbox.url}/oauth2/v1/tokens/bearer`;
  Quickbooks.REVOKE_URL = `${company.sandbox.url}/v2/oauth2/tokens/revoke`;
  Quickbooks.USER_INFO_URL = `${company.sandbox.url}/v1/openid_connect/userinfo`;
  client = new Quickbooks(
    {
      appKey: "sandbox-client",
      appSecret: "sandbox-secret",
      redirectUrl: "http://localhost:3000/api/auth/quickbooks/callback",
      accessToken: company.accessToken,
      refreshToken: company.refreshToken,
      minorversion: 75,
      autoRefresh: false,
    },
    company.realmId,
  ) as unknown as Client;
});
afterAll(() => company.sandbox.stop());

const unwrapped = (reply: unknown, entity: string) => (reply as Record<string, Json>)[entity] ?? {};

describe.each(sampleRecords)("$entity", ({ entity, body, change, ends }) => {
  test("is created, read, changed, found, counted and ended", async () => {
    const created = unwrapped(await client.create(entity, body(company.references, "qnp")), entity);
    const id = textOf(created["Id"]);
    const read = unwrapped(await client.read(entity, id, {}), entity);
    // The reply to creating an account lacks the time of its last change.
    if (entity === "Account") expect(read).toMatchObject(created);
    else expect(read).toEqual(created);

    const needed = Object.fromEntries(
      (neededInEveryUpdate[entity] ?? []).map((field) => [field, created[field]]),
    );
    const sparse = { Id: id, SyncToken: "0", sparse: true, ...needed };
    const changed = unwrapped(await client.update(entity, { ...sparse, ...change.fields }), entity);
    expect(changed).toMatchObject({ ...change.fields, SyncToken: "1" });

    const found = (await client.query(entity, { Id: id })) as { QueryResponse: Json };
    expect(firstOf(found.QueryResponse[entity])["Id"]).toBe(id);

    const before = await countOf(entity);
    if (ends === "deleted") {
      const gone = unwrapped(await client.delete(entity, { Id: id, SyncToken: "1" }), entity);
      expect(gone["status"]).toBe("Deleted");
      await expect(client.read(entity, id, {})).rejects.toThrow("ValidationFault");
    } else {
      await client.update(entity, { ...sparse, SyncToken: "1", Active: false });
    }
    expect(await countOf(entity)).toBe(before - 1);
  });
});

async function countOf(entity: string): Promise<number> {
  const counted = (await client.queryCount(entity, null)) as { QueryResponse: Json };
  return Number(counted.QueryResponse["totalCount"]);
}

test("fetches all pages, sorted and filtered", async () => {
  const total = await countOf("Invoice");
  const all = (await client.query("Invoice", {
    items: [{ field: "TotalAmt", operator: ">=", value: "0" }],
    sort: ["TxnDate", "DESC"],
    limit: 50,
    fetchAll: true,
  })) as { QueryResponse: { Invoice: Json[] } };
  const days = all.QueryResponse.Invoice.map((row) => textOf(row["TxnDate"]));
  expect(new Set(all.QueryResponse.Invoice.map((row) => row["Id"])).size).toBe(total);
  expect(days).toEqual(days.toSorted().toReversed());
});

test("reads what changed, and the stub of what was deleted", async () => {
  const since = new Date(Date.now() - 60_000);
  const kept = unwrapped(await client.create("Customer", { DisplayName: "Changed lately" }), "Customer");
  const transfer = { FromAccountRef: { value: company.references.bankAccount }, Amount: 5 };
  const gone = unwrapped(
    await client.create("Transfer", {
      ...transfer,
      ToAccountRef: { value: company.references.otherBankAccount },
    }),
    "Transfer",
  );
  await client.delete("Transfer", { Id: textOf(gone["Id"]), SyncToken: "0" });

  const answer = await client.changeDataCapture(["Customer", "Transfer"], since);
  const groups = firstOf((answer as Json)["CDCResponse"])["QueryResponse"] as Record<string, Json[]>[];
  const rows = (entity: string) => groups.flatMap((group) => group[entity] ?? []);
  expect(rows("Customer").map((row) => row["Id"])).toContain(kept["Id"]);
  expect(rows("Transfer").find((row) => row["Id"] === gone["Id"])).toMatchObject({ status: "Deleted" });
});

test("runs a batch", async () => {
  const answer = (await client.batch([
    { bId: "a", operation: "create", Customer: { DisplayName: "Of a batch" } },
    { bId: "b", operation: "delete", Invoice: { Id: "999999999", SyncToken: "0" } },
  ])) as { BatchItemResponse: Json[] };
  const item = (bId: string) => answer.BatchItemResponse.find((candidate) => candidate["bId"] === bId);
  expect(item("a")?.["Customer"]).toMatchObject({ DisplayName: "Of a batch" });
  expect(item("b")?.["Fault"]).toMatchObject({ Error: [{ code: "610" }] });
});

test("uploads, and downloads the pdf of an invoice", async () => {
  const invoice = await company.first("select * from Invoice maxresults 1");
  const id = textOf(invoice["Id"]);
  const reply = await client.upload("note.txt", "text/plain", Buffer.from("hello"), "Invoice", id);
  const attachable = firstOf((reply as Json)["AttachableResponse"])["Attachable"];
  expect(attachable).toMatchObject({ FileName: "note.txt", AttachableRef: [{ EntityRef: { value: id } }] });
  expect((await client.getInvoicePdf(id)).subarray(0, 5).toString()).toBe("%PDF-");
});

test.each(["ProfitAndLoss", "BalanceSheet", "TrialBalance", "GeneralLedger", "AgedPayables"] as const)(
  "reads the report %s",
  async (name) => {
    const report: Json = await client.report(name, {
      start_date: "2026-01-01",
      end_date: "2026-12-31",
    });
    expect(report["Header"]).toMatchObject({ ReportName: name });
  },
);

test("refreshes and then revokes its access", async () => {
  const fresh = await client.refreshAccessToken();
  expect(fresh.access_token).toBeTypeOf("string");
  await client.revokeAccess(true);
  await expect(client.read("Customer", company.references.customer, {})).rejects.toThrow();
});
