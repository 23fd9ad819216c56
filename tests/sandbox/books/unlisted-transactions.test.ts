import { describe, expect, test } from "vitest";
import type { Company, WireObject } from "#sandbox/company/company.ts";
import { entityCatalogue } from "#sandbox/accounting/entity-protocol.ts";
import { startSandbox } from "#sandbox/start-sandbox.ts";
import { openCompany } from "#sandbox/company/generate.ts";
import { flatRows, keysOf, openBooks, readReport } from "./read-report.ts";
import { ledgerSums, wrongAccounts } from "./read-books.ts";

const profiles = ["landscaper", "restaurant", "shop", "agency", "bindery", "winery"] as const;
const allTime = { start_date: "2010-01-01", end_date: "2026-12-31" };

/** Type, number, id and account of every row of a general ledger that has an id. */
function ledgerRows(company: Company): { type: string; number: string; id: string; account: string }[] {
  const report = readReport(company, "GeneralLedger", {
    ...allTime,
    columns: "txn_type,doc_num,account_name",
  });
  expect(keysOf(report)).toEqual(["txn_type", "doc_num", "account_name"]);
  return flatRows(report.Rows.Row).flatMap(({ ColData }) =>
    ColData?.[2]?.id === undefined
      ? []
      : [
          {
            type: ColData[0]?.value ?? "",
            number: ColData[1]?.value ?? "",
            id: ColData[0]?.id ?? "",
            account: ColData[2].id,
          },
        ],
  );
}

function expectConsistent(company: Company): void {
  const { total, unbalanced, byAccount } = ledgerSums(company);
  expect(total).toBe(0);
  expect(unbalanced).toEqual([]);
  expect(wrongAccounts(company, byAccount)).toEqual([]);
}

const idsOf = (company: Company): Set<string> =>
  new Set(
    Object.keys(entityCatalogue)
      .filter((entity) => company.offers(entity))
      .flatMap((entity) => [...company.scan(entity, { order: "id" })].map(({ Id }) => `${entity}/${Id}`)),
  );

test.each(profiles)(
  "%s: payroll, opening stock, cleared balances and statement charges are in the ledger and nowhere else",
  (profile) => {
    const { company } = openBooks(profile);
    const types = new Map<string, Set<string>>();
    for (const { type, id } of ledgerRows(company)) types.set(type, (types.get(type) ?? new Set()).add(id));
    expect([...types.keys()]).toEqual(
      expect.arrayContaining([
        "Payroll Check",
        "Tax Payment",
        "Inventory Starting Value",
        "Inventory Qty Adjust",
        "Journal Entry",
      ]),
    );
    expect(types.has("Sales Tax Payment")).toBe(company.country !== "FR");
    expect(
      ledgerRows(company)
        .filter(({ number }) => number === "START")
        .map(({ type }) => type),
    ).toEqual(expect.arrayContaining(["Inventory Starting Value", "Inventory Qty Adjust"]));
    const listed = idsOf(company);
    const hidden = [...company.ledger()].filter(({ entity }) => !company.offers(entity));
    expect(hidden.length).toBeGreaterThan(20);
    const transactionIds = new Set([...listed].map((key) => key.split("/")[1]));
    for (const { entity, transactionId } of hidden) {
      expect(company.read(entity, transactionId)).toBeUndefined();
      expect(company.offers(entity)).toBe(false);
    }
    // Their ids are of the row of ids that transactions share, so that no two transactions have one id.
    const shared = ["Invoice", "Payment", "Bill", "Purchase", "JournalEntry", "Deposit", "SalesReceipt"];
    for (const { transactionId } of hidden)
      for (const entity of shared) expect(listed.has(`${entity}/${transactionId}`)).toBe(false);
    expect(transactionIds.size).toBeGreaterThan(100);
    const charged = [...company.scan("Invoice", { order: "id" })].filter((invoice) =>
      JSON.stringify(invoice["LinkedTxn"]).includes("StatementCharge"),
    );
    expect(charged.length).toBeGreaterThan(0);
    expect(company.offers("StatementCharge")).toBe(false);
    expectConsistent(company);
  },
);

test.each(profiles)("%s: count(*) of each type is the number of rows that it gives", (profile) => {
  const { company } = openBooks(profile);
  for (const entity of Object.keys(entityCatalogue).filter((name) => company.offers(name)))
    expect([...company.scan(entity, { order: "id" })], entity).toHaveLength(company.count(entity, {}));
});

describe("payroll", () => {
  test("books wages, withheld and employer's tax to the employee, and the tax is paid from the bank", () => {
    const { company } = openBooks("landscaper");
    const before = ledgerSums(company).byAccount;
    const employee = [...company.scan("Employee", { order: "id" })][0];
    const check = company.act({
      kind: "payroll",
      employeeId: employee?.Id ?? "",
      on: "2026-11-13",
      gross: 1_000,
    });
    expect(check).toMatchObject({ entity: "PayrollCheck", on: "2026-11-13" });
    const after = ledgerSums(company).byAccount;
    const moved = (id: string): number => (after.get(id) ?? 0) - (before.get(id) ?? 0);
    expect(moved("1150040004")).toBe(107_650);
    expect(moved("1150040005")).toBe(-29_650);
    expect(moved("35")).toBe(-78_000);
    company.act({ kind: "payrollTaxPayment", on: "2026-11-16" });
    expect(ledgerSums(company).byAccount.get("1150040005")).toBe(0);
    expect(company.read("Account", "1150040005")?.["CurrentBalance"]).toBe(0);
    expectConsistent(company);
  });

  test("of nobody, or tax that is not owed, is refused", () => {
    const { company } = openBooks("landscaper");
    company.act({ kind: "payrollTaxPayment", on: "2026-11-16" });
    expect(company.act({ kind: "payroll", employeeId: "0", on: "2026-11-13", gross: 1 })).toHaveProperty(
      "errors",
    );
    expect(company.act({ kind: "payrollTaxPayment", on: "2026-11-16" })).toHaveProperty("errors");
  });
});

describe("what is made inactive with a balance", () => {
  const deactivate = (company: Company, entity: string, object: WireObject | undefined): void => {
    const { Id, SyncToken } = object ?? { Id: "", SyncToken: "" };
    const more = entity === "Account" ? { Name: object?.["Name"], AccountType: object?.["AccountType"] } : {};
    const result = company.write({
      entity,
      operation: "save",
      actor: "api",
      body: { Id, SyncToken, sparse: true, Active: false, ...more },
    });
    expect(result.kind, JSON.stringify(result)).toBe("written");
  };

  test("is cleared: an account against Opening Balance Equity, an item's quantity against shrinkage", () => {
    const { company } = openBooks("landscaper");
    const savings = company.read("Account", "36");
    const { byAccount } = ledgerSums(company);
    const balance = byAccount.get("36") ?? 0;
    expect(balance).not.toBe(0);
    const journals = company.count("JournalEntry", {});
    deactivate(company, "Account", savings);
    const after = ledgerSums(company).byAccount;
    expect(after.get("36")).toBe(0);
    expect((after.get("34") ?? 0) - (byAccount.get("34") ?? 0)).toBe(balance);
    expect(company.count("JournalEntry", {})).toBe(journals);
    const item = [...company.scan("Item", { order: "id" })].find(
      (row) => row["Type"] === "Inventory" && row["Active"] === true && Number(row["QtyOnHand"]) > 0,
    );
    deactivate(company, "Item", item);
    expect(company.read("Item", item?.Id ?? "")?.["QtyOnHand"]).toBe(0);
    expectConsistent(company);
  });

  test("stays as it is by switch", () => {
    const { company } = openBooks("landscaper", { deactivationEntry: "none" });
    const balance = ledgerSums(company).byAccount.get("36");
    deactivate(company, "Account", company.read("Account", "36"));
    expect(ledgerSums(company).byAccount.get("36")).toBe(balance);
    expect(company.read("Account", "36")?.["CurrentBalance"]).toBe(0);
  });
});

test("a statement charge shows an invoice of a subtotal whose income only the ledger knows", () => {
  const { company } = openBooks("landscaper");
  const service = [...company.scan("Item", { order: "id" })].find((item) => item["Type"] === "Service");
  const charged = company.act({
    kind: "statementCharge",
    customerId: "1",
    itemId: service?.Id ?? "",
    on: "2026-11-10",
    amount: 88,
  });
  expect(charged).toMatchObject({
    Invoice: {
      TotalAmt: 88,
      Line: [{ Amount: 88, DetailType: "SubTotalLineDetail" }],
      LinkedTxn: [{ TxnType: "StatementCharge" }],
    },
  });
  expectConsistent(company);
});

describe("a bulk reclassification", () => {
  const asked = {
    kind: "reclassify",
    fromAccountId: "15",
    toAccountId: "20",
    startDate: "2026-01-01",
  } as const;
  const snapshot = (company: Company): Map<string, WireObject> =>
    new Map(
      ["Bill", "Purchase", "JournalEntry"].flatMap((entity) =>
        [...company.scan(entity, { order: "id" })].map((row) => [`${entity}/${row.Id}`, row] as const),
      ),
    );

  test.each([
    [false, "leaves LastUpdatedTime and SyncToken alone, so that no client is told"],
    [true, "moves LastUpdatedTime and SyncToken by switch"],
  ])("(time moves: %s) %s", (moves) => {
    const { company } = openBooks("landscaper", { reclassificationMovesTime: moves });
    const before = snapshot(company);
    const sums = ledgerSums(company).byAccount;
    const sinceMs = Date.parse("2026-11-20T18:00:00Z");
    const result = company.act(asked);
    const documents = "documents" in result && Array.isArray(result.documents) ? result.documents : [];
    expect(documents.length).toBeGreaterThan(2);
    const changed = [...snapshot(company)].filter(
      ([key, row]) => JSON.stringify(row) !== JSON.stringify(before.get(key)),
    );
    expect(changed).toHaveLength(documents.length);
    for (const [key, row] of changed) {
      expect(row.MetaData.LastUpdatedTime !== before.get(key)?.MetaData.LastUpdatedTime).toBe(moves);
      expect(row.SyncToken !== before.get(key)?.SyncToken).toBe(moves);
    }
    const updated = ["Bill", "Purchase", "JournalEntry"].reduce(
      (sum, entity) => sum + company.count(entity, { updatedFromMs: sinceMs }),
      0,
    );
    expect(updated).toBe(moves ? documents.length : 0);
    const after = ledgerSums(company).byAccount;
    const moved = (sums.get("15") ?? 0) - (after.get("15") ?? 0);
    expect(moved).toBeGreaterThan(0);
    expect((after.get("20") ?? 0) - (sums.get("20") ?? 0)).toBe(moved);
    expectConsistent(company);
  });

  test("of receivables is refused", () => {
    const { company } = openBooks("landscaper");
    expect(company.act({ ...asked, fromAccountId: "84" })).toHaveProperty("errors");
  });
});

describe("a purchase of an earlier day", () => {
  test.each([false, true])("changes the cost of later sales (their time moves: %s)", (moves) => {
    const { company } = openBooks("shop", { recostMovesTime: moves });
    const item = [...company.scan("Item", { order: "id" })].filter((row) => row["Type"] === "Inventory")[1];
    const vendor = [...company.scan("Vendor", { order: "id" })][0];
    const costs = (): Map<string, number> => {
      const sums = new Map<string, number>();
      for (const { entity, transactionId, accountId, cents } of company.ledger())
        if (accountId === "80")
          sums.set(`${entity}/${transactionId}`, (sums.get(`${entity}/${transactionId}`) ?? 0) + cents);
      return sums;
    };
    const read = (key: string): WireObject | undefined => {
      const [entity = "", id = ""] = key.split("/");
      return company.read(entity, id);
    };
    const before = costs();
    const rows = new Map([...before.keys()].map((key) => [key, read(key)]));
    const result = company.act({
      kind: "backdatedPurchase",
      itemId: item?.Id ?? "",
      vendorId: vendor?.Id ?? "",
      on: "2024-01-05",
      quantity: 30,
      unitPrice: 99,
    });
    const after = costs();
    const changed = [...after.keys()].filter((key) => after.get(key) !== before.get(key));
    expect(changed.length).toBeGreaterThan(1);
    expect("recosted" in result ? result.recosted : []).toEqual(expect.arrayContaining(changed));
    for (const key of changed) {
      expect(read(key)?.SyncToken).toBe(rows.get(key)?.SyncToken);
      expect(read(key)?.MetaData.LastUpdatedTime !== rows.get(key)?.MetaData.LastUpdatedTime).toBe(moves);
    }
    expectConsistent(company);
  });
});

test("the control plane acts in the product, and says why it cannot", async () => {
  const running = await startSandbox({ companies: 1, size: "small", seed: 42, openCompany });
  try {
    const realmId = running.sandbox.companies()[0]?.realmId ?? "";
    const act = (body: object) =>
      fetch(`${running.url}/_sandbox/companies/${realmId}/product`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
    const paid = await act({ kind: "salesTaxPayment", taxAgencyId: "1", on: "2026-11-10", amount: 12 });
    expect(paid.status).toBe(200);
    expect(await paid.json()).toMatchObject({ entity: "SalesTaxPayment" });
    expect((await act({ kind: "payroll", employeeId: "0", on: "2026-11-10", gross: 10 })).status).toBe(409);
    expect((await act({ kind: "magic" })).status).toBe(400);
  } finally {
    await running.stop();
  }
});
