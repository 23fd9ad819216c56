// mcohen01/node-quickbooks, unchanged, against the sandbox: it was written against Intuit by people who
// have never seen this project.

import { createRequire } from "node:module";
import { Readable } from "node:stream";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { preparedCompany, firstOf, textOf, type PreparedCompany } from "./prepared-company.ts";
import { neededInEveryUpdate, sampleRecords, type Json } from "./sample-records.ts";

type Method = (...values: unknown[]) => void;
interface Client extends Record<string, Method> {
  constructor: Method;
}
type ClientClass = (new (...values: unknown[]) => Client) & Record<string, string>;

const NodeQuickBooks = createRequire(import.meta.url)("node-quickbooks") as ClientClass;

let company: PreparedCompany;
let client: Client;

beforeAll(async () => {
  company = await preparedCompany();
  NodeQuickBooks["V3_ENDPOINT_BASE_URL"] = `${company.sandbox.url}/v3/company/`;
  NodeQuickBooks["TOKEN_URL"] = `${company.sandbox.url}/oauth2/v1/tokens/bearer`;
  NodeQuickBooks["REVOKE_URL"] = `${company.sandbox.url}/v2/oauth2/tokens/revoke`;
  NodeQuickBooks["USER_INFO_URL"] = `${company.sandbox.url}/v1/openid_connect/userinfo`;
  client = clientFor(company.accessToken, company.refreshToken);
});
afterAll(() => company.sandbox.stop());

function clientFor(accessToken: string, refreshToken: string): Client {
  return new NodeQuickBooks(
    "sandbox-client",
    "sandbox-secret",
    accessToken,
    false,
    company.realmId,
    true,
    false,
    null,
    "2.0",
    refreshToken,
  );
}

/** Calls a method that ends in a callback; its failure is the fault that Intuit's body carried. */
function call(name: string, ...values: unknown[]): Promise<Json> {
  return new Promise((resolve, reject) => {
    const method = client[name];
    if (!method) throw new Error(`the client has no ${name}`);
    method.call(client, ...values, (failure: unknown, result: unknown) => {
      if (failure === null || failure === undefined) resolve(result as Json);
      else reject(failure instanceof Error ? failure : new Error(JSON.stringify(failure)));
    });
  });
}

describe.each(sampleRecords)("$entity", ({ entity, plural, body, change, ends }) => {
  test("is created, read, changed, found, counted and ended", async () => {
    const created = await call(`create${entity}`, body(company.references, "nq"));
    const id = textOf(created["Id"]);
    expect(created["SyncToken"]).toBe("0");

    const read = await call(`get${entity}`, id);
    // The reply to creating an account lacks the time of its last change.
    if (entity === "Account") expect(read).toMatchObject(created);
    else expect(read).toEqual(created);

    const needed = Object.fromEntries(
      (neededInEveryUpdate[entity] ?? []).map((field) => [field, read[field]]),
    );
    const changed = await call(`update${entity}`, { Id: id, SyncToken: "0", ...needed, ...change.fields });
    expect(changed["SyncToken"]).toBe("1");
    expect(changed[change.shows]).toEqual(change.fields[change.shows]);

    const found = await call(`find${plural}`, [{ field: "Id", value: id }]);
    const rows = (found["QueryResponse"] as Json)[entity];
    expect(firstOf(rows)["Id"]).toBe(id);

    const before = (await call(`find${plural}`, { count: true }))["QueryResponse"] as Json;
    if (ends === "deleted") {
      const gone = await call(`delete${entity}`, { Id: id, SyncToken: "1" });
      expect((gone[entity] as Json)["status"]).toBe("Deleted");
    } else {
      const inactive = await call(`update${entity}`, { Id: id, SyncToken: "1", ...needed, Active: false });
      expect(inactive["Active"]).toBe(false);
    }
    const after = (await call(`find${plural}`, { count: true }))["QueryResponse"] as Json;
    expect(after["totalCount"]).toBe(Number(before["totalCount"]) - 1);
  });

  test("fetches all pages of it", async () => {
    const all = await call(`find${plural}`, [{ field: "fetchAll", value: true }]);
    const counted = (await call(`find${plural}`, { count: true }))["QueryResponse"] as Json;
    const rows = (all["QueryResponse"] as Json)[entity] ?? [];
    expect(rows).toHaveLength(Number(counted["totalCount"]));
  });
});

test.each([
  ["Budgets", "Budget"],
  ["CompanyInfos", "CompanyInfo"],
  ["CustomerTypes", "CustomerType"],
  ["Preferenceses", "Preferences"],
  ["TaxAgencies", "TaxAgency"],
  ["TaxCodes", "TaxCode"],
  ["TaxRates", "TaxRate"],
  ["BillPayments", "BillPayment"],
])("find%s gives rows", async (plural, entity) => {
  const found = await call(`find${plural}`, []);
  expect(firstOf((found["QueryResponse"] as Json)[entity])["Id"]).toBeTypeOf("string");
});

test("voids an invoice and a payment each in its own way", async () => {
  const { references } = company;
  const line = {
    Amount: 50,
    DetailType: "SalesItemLineDetail",
    SalesItemLineDetail: { ItemRef: { value: references.item } },
  };
  const invoice = await call("createInvoice", { CustomerRef: { value: references.customer }, Line: [line] });
  const voided = await call("voidInvoice", { Id: invoice["Id"], SyncToken: invoice["SyncToken"] });
  expect(voided["Invoice"]).toMatchObject({ TotalAmt: 0, Balance: 0, PrivateNote: "Voided" });

  const payment = await call("createPayment", { CustomerRef: { value: references.customer }, TotalAmt: 10 });
  const voidedPayment = await call("voidPayment", { Id: payment["Id"], SyncToken: payment["SyncToken"] });
  expect(voidedPayment).toMatchObject({ TotalAmt: 0, UnappliedAmt: 0 });
});

test("pays a bill", async () => {
  const { references } = company;
  const bill = await call("createBill", {
    VendorRef: { value: references.vendor },
    Line: [
      {
        Amount: 80,
        DetailType: "AccountBasedExpenseLineDetail",
        AccountBasedExpenseLineDetail: { AccountRef: { value: references.expenseAccount } },
      },
    ],
  });
  const paid = await call("createBillPayment", {
    VendorRef: { value: references.vendor },
    PayType: "Check",
    CheckPayment: { BankAccountRef: { value: references.bankAccount } },
    TotalAmt: 80,
    Line: [{ Amount: 80, LinkedTxn: [{ TxnId: bill["Id"], TxnType: "Bill" }] }],
  });
  expect((await call("getBill", bill["Id"]))["Balance"]).toBe(0);
  await call("deleteBillPayment", { Id: paid["Id"], SyncToken: paid["SyncToken"] });
  expect((await call("getBill", bill["Id"]))["Balance"]).toBe(80);
});

test("runs a batch whose items fail and succeed alone", async () => {
  const answer = await call("batch", [
    { bId: "1", operation: "create", Vendor: { DisplayName: "Batch vendor" } },
    { bId: "2", operation: "create", Vendor: { DisplayName: "Batch vendor 2", Nonsense: 1 } },
    { bId: "3", Query: "select * from Customer maxresults 2" },
  ]);
  const items = answer["BatchItemResponse"] as Json[];
  const item = (bId: string) => items.find((candidate) => candidate["bId"] === bId);
  expect(item("1")?.["Vendor"]).toMatchObject({ DisplayName: "Batch vendor" });
  expect(item("2")?.["Fault"]).toMatchObject({ Error: [{ code: "2010" }] });
  expect((item("3")?.["QueryResponse"] as Json)["Customer"]).toHaveLength(2);
});

test("reads what changed", async () => {
  const since = new Date(Date.now() - 60_000);
  const customer = await call("createCustomer", { DisplayName: "Changed since a minute" });
  const answer = await call("changeDataCapture", ["Customer", "Invoice"], since);
  const groups = (firstOf(answer["CDCResponse"])["QueryResponse"] as Json[]).flatMap(
    (group) => (group["Customer"] ?? []) as Json[],
  );
  expect(groups.map((row) => row["Id"])).toContain(customer["Id"]);
});

test.each([
  "BalanceSheet",
  "ProfitAndLoss",
  "TrialBalance",
  "CashFlow",
  "CustomerBalance",
  "AgedReceivables",
  "AgedReceivableDetail",
  "VendorBalance",
  "AgedPayables",
  "AgedPayableDetail",
  "TransactionList",
  "JournalReport",
])("reads the report %s", async (name) => {
  const report = await call(`report${name}`, { start_date: "2026-01-01", end_date: "2026-12-31" });
  expect(report["Header"]).toMatchObject({ ReportName: name });
  expect((report["Columns"] as Json)["Column"]).not.toHaveLength(0);
});

test("uploads an attachment to an invoice", async () => {
  const invoice = await company.first("select * from Invoice maxresults 1");
  const attached = await call(
    "upload",
    "receipt.txt",
    "text/plain",
    Readable.from(["paid in cash"]),
    "Invoice",
    textOf(invoice["Id"]),
  );
  expect(attached["FileName"]).toBe("receipt.txt");
  expect(firstOf(attached["AttachableRef"])["EntityRef"]).toMatchObject({ value: invoice["Id"] });
});

test("downloads the pdf of an invoice", async () => {
  const invoice = await company.first("select * from Invoice maxresults 1");
  const pdf: unknown = await call("getInvoicePdf", invoice["Id"]);
  expect(String(pdf)).toMatch(/^%PDF-/);
});

test("says a stale SyncToken as fault 5010", async () => {
  const customer = await company.first("select * from Customer maxresults 1");
  await call("updateCustomer", { Id: customer["Id"], SyncToken: customer["SyncToken"], Notes: "one" });
  const late = call("updateCustomer", { Id: customer["Id"], SyncToken: customer["SyncToken"], Notes: "two" });
  await expect(late).rejects.toMatchObject({ response: { status: 400 } });
});

test("refreshes and then revokes its access", async () => {
  const fresh = await call("refreshAccessToken");
  expect(fresh["access_token"]).toBeTypeOf("string");
  await call("getCompanyInfo", company.realmId);
  await call("revokeAccess", true);
  client = clientFor(textOf(fresh["access_token"]), textOf(fresh["refresh_token"]));
  await expect(call("getCompanyInfo", company.realmId)).rejects.toMatchObject({ response: { status: 401 } });
});
