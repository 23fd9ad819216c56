import { describe, expect, test } from "vitest";
import type { Company, WireObject } from "#sandbox/company/company.ts";
import { centsOf, flatRows, keysOf, openBooks, readReport } from "./read-report.ts";
import { operations } from "./random-operations.ts";

const profiles = ["landscaper", "restaurant", "shop", "agency", "bindery", "winery"] as const;

/** Debit-positive balances of a trial balance at a day. */
function balances(company: Company, basis: "Cash" | "Accrual", day: string): Map<string, number> {
  const report = readReport(company, "TrialBalance", {
    start_date: `${day.slice(0, 4)}-01-01`,
    end_date: day,
    accounting_method: basis,
  });
  const rows = report.Rows.Row ?? [];
  const total = rows.at(-1)?.Summary?.ColData;
  expect(centsOf(total?.[1])).toBe(centsOf(total?.[2]));
  return new Map(
    rows.flatMap(({ ColData }) =>
      ColData === undefined ? [] : [[ColData[0]?.id ?? "", centsOf(ColData[1]) - centsOf(ColData[2])]],
    ),
  );
}

/** What a piece of work moved on each account, on one basis, as it stands at a day. */
function moved(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): Record<string, number> {
  const ids = new Set([...before.keys(), ...after.keys()]);
  return Object.fromEntries(
    [...ids]
      .map((id) => [id, (after.get(id) ?? 0) - (before.get(id) ?? 0)] as const)
      .filter(([, cents]) => cents !== 0),
  );
}

function save(company: Company, entity: string, body: Record<string, unknown>): WireObject {
  const result = company.write({ entity, operation: "save", actor: "person", body });
  if (result.kind !== "written") throw new Error(JSON.stringify(result));
  return result.object;
}

const applied = (Amount: number, TxnType: string, { Id }: WireObject) => ({
  Amount,
  LinkedTxn: [{ TxnId: Id, TxnType }],
});
const first = (company: Company, entity: string, type?: string): string =>
  [...company.scan(entity, { order: "id" })].find((row) => type === undefined || row["Type"] === type)?.Id ??
  "";

test.each(profiles)(
  "%s: on the cash basis every transaction balances, whatever people have done",
  (profile) => {
    const { company } = openBooks(profile, {}, 900);
    let seed = 7;
    const names = Object.keys(operations);
    const draw = (limit: number): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) % limit;
    for (let step = 0; step < 120; step++) operations[names[draw(names.length)] ?? ""]?.(company, draw);
    for (const day of ["2025-12-31", "2026-06-30", "2026-12-31"]) balances(company, "Cash", day);
    const home = profile === "agency" || profile === "bindery";
    const report = readReport(company, "GeneralLedger", {
      start_date: "2010-01-01",
      end_date: "2026-12-31",
      accounting_method: "Cash",
      columns: home
        ? "tx_date,txn_type,debt_home_amt,credit_home_amt"
        : "tx_date,txn_type,debt_amt,credit_amt",
    });
    const keys = keysOf(report);
    const days = new Map<string, number>();
    for (const { ColData } of flatRows(report.Rows.Row)) {
      if (ColData?.[1]?.id === undefined) continue;
      const key = `${ColData[0]?.value ?? ""} ${ColData[1].value} ${ColData[1].id}`;
      const debit = centsOf(ColData[keys.indexOf(home ? "debt_home_amt" : "debt_amt")]);
      const credit = centsOf(ColData[keys.indexOf(home ? "credit_home_amt" : "credit_amt")]);
      days.set(key, (days.get(key) ?? 0) + debit - credit);
    }
    expect(days.size).toBeGreaterThan(200);
    expect([...days].filter(([, sum]) => sum !== 0)).toEqual([]);
  },
);

describe("an invoice with tax", () => {
  test("shows its tax at its own day, its income as it is paid, and nothing else once it is settled", () => {
    const { company } = openBooks("landscaper");
    const at = (): Map<string, number> => balances(company, "Cash", "2026-11-20");
    const accrual = balances(company, "Accrual", "2026-11-20");
    const start = at();
    const customer = first(company, "Customer");
    const invoice = save(company, "Invoice", {
      CustomerRef: { value: customer },
      TxnDate: "2026-11-02",
      TxnTaxDetail: { TxnTaxCodeRef: { value: "2" } },
      Line: [
        {
          Amount: 100,
          DetailType: "SalesItemLineDetail",
          SalesItemLineDetail: {
            ItemRef: { value: first(company, "Item", "Service") },
            Qty: 1,
            UnitPrice: 100,
            TaxCodeRef: { value: "TAX" },
          },
        },
      ],
    });
    const total = Math.round(Number(invoice["TotalAmt"]) * 100);
    const tax = total - 10_000;
    expect(tax).toBeGreaterThan(0);
    const unpaid = moved(start, at());
    expect(unpaid["84"]).toBe(tax);
    expect(Object.values(unpaid).filter((cents) => cents < 0)).toEqual([-tax]);
    save(company, "Payment", {
      CustomerRef: { value: customer },
      TotalAmt: 40,
      TxnDate: "2026-11-05",
      Line: [applied(40, "Invoice", invoice)],
    });
    const income = -Math.round((10_000 * 4_000) / total);
    const partly = moved(start, at());
    expect(Object.values(partly)).toContain(income);
    expect(partly["84"]).toBe(tax - 4_000 - income);
    save(company, "Payment", {
      CustomerRef: { value: customer },
      TotalAmt: (total - 4_000) / 100,
      TxnDate: "2026-11-09",
      Line: [applied((total - 4_000) / 100, "Invoice", invoice)],
    });
    expect(moved(start, at())).toEqual(moved(accrual, balances(company, "Accrual", "2026-11-20")));
    expect(moved(start, at())["84"]).toBeUndefined();
  });

  test("counts on the later of its own day and the payment's", () => {
    const { company } = openBooks("landscaper");
    const customer = first(company, "Customer");
    const on = (day: string): Map<string, number> => balances(company, "Cash", day);
    const [before, between, after] = ["2026-10-04", "2026-10-08", "2026-10-12"];
    const start = [before, between, after].map(on);
    const invoice = save(company, "Invoice", {
      CustomerRef: { value: customer },
      TxnDate: "2026-10-10",
      Line: [
        {
          Amount: 70,
          DetailType: "SalesItemLineDetail",
          SalesItemLineDetail: {
            ItemRef: { value: first(company, "Item", "Service") },
            Qty: 1,
            UnitPrice: 70,
          },
        },
      ],
    });
    save(company, "Payment", {
      CustomerRef: { value: customer },
      TotalAmt: 90,
      TxnDate: "2026-10-06",
      Line: [applied(70, "Invoice", invoice)],
    });
    const then = [before, between, after].map((day, place) => moved(start[place] ?? new Map(), on(day)));
    expect(then[0]).toEqual({});
    // All of it is unapplied until the invoice is there, and the rest stays so.
    expect(then[1]).toEqual({ "4": 9_000, "87": -9_000 });
    expect(then[2]?.["87"]).toBe(-2_000);
    expect(then[2]?.["84"]).toBeUndefined();
    expect(Object.values(then[2] ?? {}).reduce((sum, cents) => sum + cents, 0)).toBe(0);
  });
});

test("a credit memo and the invoice it is tied to count when both are there", () => {
  const { company } = openBooks("landscaper");
  const customer = { value: first(company, "Customer") };
  const Line = [
    {
      Amount: 55,
      DetailType: "SalesItemLineDetail",
      SalesItemLineDetail: { ItemRef: { value: first(company, "Item", "Service") }, Qty: 1, UnitPrice: 55 },
    },
  ];
  const start = balances(company, "Cash", "2026-11-20");
  const invoice = save(company, "Invoice", { CustomerRef: customer, TxnDate: "2026-09-01", Line });
  const credit = save(company, "CreditMemo", { CustomerRef: customer, TxnDate: "2026-09-15", Line });
  expect(moved(start, balances(company, "Cash", "2026-11-20"))).toEqual({});
  save(company, "Payment", {
    CustomerRef: customer,
    TotalAmt: 0,
    TxnDate: "2026-09-10",
    Line: [applied(55, "Invoice", invoice), applied(55, "CreditMemo", credit)],
  });
  expect(moved(start, balances(company, "Cash", "2026-11-20"))).toEqual({});
});

describe("stock", () => {
  const bought = (company: Company): WireObject =>
    save(company, "Bill", {
      VendorRef: { value: first(company, "Vendor") },
      TxnDate: "2026-11-03",
      Line: [
        {
          Amount: 60,
          DetailType: "ItemBasedExpenseLineDetail",
          ItemBasedExpenseLineDetail: {
            ItemRef: { value: first(company, "Item", "Inventory") },
            Qty: 6,
            UnitPrice: 10,
          },
        },
        {
          Amount: 25,
          DetailType: "AccountBasedExpenseLineDetail",
          AccountBasedExpenseLineDetail: { AccountRef: { value: "15" } },
        },
      ],
    });

  test("on an unpaid bill is an asset at once, and its expense waits", () => {
    const { company } = openBooks("landscaper");
    const start = balances(company, "Cash", "2026-11-20");
    bought(company);
    const unpaid = moved(start, balances(company, "Cash", "2026-11-20"));
    expect(unpaid["33"]).toBe(-6_000);
    expect(unpaid["15"]).toBeUndefined();
  });

  test("money given to a vendor for no bill is Unapplied Cash Bill Payment Expense until it is applied", () => {
    const { company } = openBooks("landscaper");
    const bill = bought(company);
    const start = balances(company, "Cash", "2026-11-20");
    const payment = save(company, "BillPayment", {
      VendorRef: bill["VendorRef"],
      PayType: "Check",
      CheckPayment: { BankAccountRef: { value: "35" } },
      TotalAmt: 100,
      TxnDate: "2026-11-06",
      Line: [applied(85, "Bill", bill)],
    });
    expect(payment["TotalAmt"]).toBe(100);
    expect(moved(start, balances(company, "Cash", "2026-11-20"))).toEqual({
      "15": 2_500,
      "33": 6_000,
      "35": -10_000,
      "88": 1_500,
    });
  });

  test("that an unpaid invoice took leaves the shelf at once; its cost waits, or does not by switch", () => {
    const { company, habits } = openBooks("landscaper");
    const at = (cost: "waits" | "at-once"): Map<string, number> => {
      Object.assign(habits, { cashBasisCostOfGoods: cost });
      return balances(company, "Cash", "2026-11-20");
    };
    const start = { waits: at("waits"), once: at("at-once") };
    save(company, "Invoice", {
      CustomerRef: { value: first(company, "Customer") },
      TxnDate: "2026-11-04",
      Line: [
        {
          Amount: 40,
          DetailType: "SalesItemLineDetail",
          SalesItemLineDetail: {
            ItemRef: { value: first(company, "Item", "Inventory") },
            Qty: 2,
            UnitPrice: 20,
            TaxCodeRef: { value: "NON" },
          },
        },
      ],
    });
    const waiting = moved(start.waits, at("waits"));
    const once = moved(start.once, at("at-once"));
    expect(waiting["80"]).toBeUndefined();
    expect(once["80"]).toBeGreaterThan(0);
    expect(waiting["81"]).toBe(once["81"]);
    expect(waiting["84"]).toBe(once["80"]);
  });
});

describe("payments of journal entries", () => {
  const entry = (company: Company, side: "Debit" | "Credit", customer: string): WireObject => {
    const line = (PostingType: string, account: string, more: object = {}) => ({
      Amount: 30,
      DetailType: "JournalEntryLineDetail",
      JournalEntryLineDetail: { PostingType, AccountRef: { value: account }, ...more },
    });
    return save(company, "JournalEntry", {
      TxnDate: "2026-11-02",
      Line: [
        line(side, "84", { Entity: { Type: "Customer", EntityRef: { value: customer } } }),
        line(side === "Debit" ? "Credit" : "Debit", "1"),
      ],
    });
  };

  test("a debit is paid and a credit is used up, by the side of the customer's line", () => {
    const { company } = openBooks("landscaper");
    const customer = first(company, "Customer");
    const debit = entry(company, "Debit", customer);
    const credit = entry(company, "Credit", customer);
    const payment = save(company, "Payment", {
      CustomerRef: { value: customer },
      TotalAmt: 50,
      TxnDate: "2026-11-05",
      Line: [applied(30, "JournalEntry", debit), applied(20, "JournalEntry", credit)],
    });
    // 30 of the debit are paid with 20 of the credit and 10 of the money.
    expect(payment["UnappliedAmt"]).toBe(40);
    balances(company, "Cash", "2026-11-20");
    balances(company, "Accrual", "2026-11-20");
  });

  test("one line with several links pays them in turn", () => {
    const { company } = openBooks("landscaper");
    const customer = { value: first(company, "Customer") };
    const made = [45, 25].map((UnitPrice) =>
      save(company, "Invoice", {
        CustomerRef: customer,
        Line: [
          {
            Amount: UnitPrice,
            DetailType: "SalesItemLineDetail",
            SalesItemLineDetail: {
              ItemRef: { value: first(company, "Item", "Service") },
              Qty: 1,
              UnitPrice,
              TaxCodeRef: { value: "NON" },
            },
          },
        ],
      }),
    );
    save(company, "Payment", {
      CustomerRef: customer,
      TotalAmt: 60,
      Line: [{ Amount: 60, LinkedTxn: made.map(({ Id }) => ({ TxnId: Id, TxnType: "Invoice" })) }],
    });
    expect(made.map(({ Id }) => company.read("Invoice", Id)?.["Balance"])).toEqual([0, 10]);
  });
});

test("depreciation is an operating adjustment of the cash flow, other fixed assets are investing", () => {
  const { company } = openBooks("landscaper");
  const side = (PostingType: string, account: string, Amount: number) => ({
    Amount,
    DetailType: "JournalEntryLineDetail",
    JournalEntryLineDetail: { PostingType, AccountRef: { value: account } },
  });
  save(company, "JournalEntry", {
    TxnDate: "2026-11-10",
    Line: [side("Debit", "40", 75), side("Credit", "39", 75)],
  });
  save(company, "JournalEntry", {
    TxnDate: "2026-11-10",
    Line: [side("Debit", "38", 500), side("Credit", "44", 500)],
  });
  const flow = readReport(company, "CashFlow", { start_date: "2026-11-10", end_date: "2026-11-10" });
  const idsOf = (group: string): (string | undefined)[] =>
    flatRows(flatRows(flow.Rows.Row).find((row) => row.group === group)?.Rows?.Row).map(
      ({ ColData }) => ColData?.[0]?.id,
    );
  expect(idsOf("OperatingAdjustments")).toContain("39");
  expect(idsOf("InvestingActivities")).toContain("38");
  expect(idsOf("InvestingActivities")).not.toContain("39");
});

test("tax on purchases that is not given back goes to the lines it was paid on", () => {
  const { company, habits } = openBooks("bindery");
  const vendor = [...company.scan("Vendor", { order: "id" })].find((row) =>
    JSON.stringify(row["CurrencyRef"]).includes("GBP"),
  );
  const code = [...company.scan("TaxCode", { order: "id" })].find((row) =>
    JSON.stringify(row["Name"]).includes("20"),
  );
  const at = (): Map<string, number> => balances(company, "Accrual", "2026-11-20");
  const bill = (): Record<string, number> => {
    const start = at();
    save(company, "Bill", {
      VendorRef: { value: vendor?.Id ?? "" },
      TxnDate: "2026-11-03",
      GlobalTaxCalculation: "TaxExcluded",
      Line: [75, 25].map((Amount, place) => ({
        Amount,
        DetailType: "AccountBasedExpenseLineDetail",
        AccountBasedExpenseLineDetail: {
          AccountRef: { value: place === 0 ? "15" : "20" },
          TaxCodeRef: { value: code?.Id ?? "" },
        },
      })),
    });
    return moved(start, at());
  };
  expect(bill()).toMatchObject({ "15": 7_500, "20": 2_500, "33": -12_000 });
  Object.assign(habits, { recoverableTaxShare: 0.4 });
  expect(bill()).toMatchObject({ "15": 8_400, "20": 2_800, "33": -12_000 });
});
