import { describe, expect, test } from "vitest";
import { flatRows, keysOf, openBooks, readReport, type Row } from "./read-report.ts";

const year = { start_date: "2026-01-01", end_date: "2026-11-20" };
const everything =
  "rbal_nat_amount,subt_nat_amount,create_by,create_date,account_name,split_acc,name,doc_num,txn_type,tx_date";
const ownOrder = [
  "tx_date",
  "txn_type",
  "doc_num",
  "create_date",
  "create_by",
  "name",
  "account_name",
  "split_acc",
  "subt_nat_amount",
  "rbal_nat_amount",
];

describe("columns of a general ledger", () => {
  const { company, habits } = openBooks("landscaper");

  test("come in QuickBooks' own order in all three layouts, whatever was asked", () => {
    for (const layout of ["2020", "2024", "2026"] as const) {
      Object.assign(habits, { reportLayout: layout });
      expect(keysOf(readReport(company, "GeneralLedger", { ...year, columns: everything })), layout).toEqual(
        ownOrder,
      );
    }
  });

  test("of 2020 have the key as their type and no MetaData; of 2024 and 2026 a type, and the key in MetaData", () => {
    Object.assign(habits, { reportLayout: "2020" });
    expect(readReport(company, "GeneralLedger", year).Columns.Column).toEqual([
      { ColTitle: "Date", ColType: "tx_date" },
      { ColTitle: "Transaction Type", ColType: "txn_type" },
      { ColTitle: "Num", ColType: "doc_num" },
      { ColTitle: "Name", ColType: "name" },
      { ColTitle: "Memo/Description", ColType: "memo" },
      { ColTitle: "Split", ColType: "split_acc" },
      { ColTitle: "Amount", ColType: "subt_nat_amount" },
      { ColTitle: "Balance", ColType: "rbal_nat_amount" },
    ]);
    for (const layout of ["2024", "2026"] as const) {
      Object.assign(habits, { reportLayout: layout });
      const { Columns } = readReport(company, "GeneralLedger", { ...year, columns: everything });
      expect(Columns.Column.map(({ ColType }) => ColType)).toEqual([
        "Date",
        "String",
        "String",
        "TimeStamp",
        "String",
        "String",
        "String",
        "String",
        "Money",
        "Money",
      ]);
      expect(Columns.Column.every(({ MetaData }) => MetaData?.[0]?.Name === "ColKey")).toBe(true);
    }
  });

  test("write the time of entry with an offset without a colon, and who entered it", () => {
    Object.assign(habits, { reportLayout: "2024" });
    const report = readReport(company, "GeneralLedger", {
      ...year,
      columns: "create_date,create_by,tx_date",
    });
    const entered = flatRows(report.Rows.Row).filter(({ ColData }) => ColData?.[0]?.value.startsWith("2026"));
    expect(entered.length).toBeGreaterThan(100);
    for (const { ColData } of entered)
      if (ColData?.[2]?.value !== "System Administration") {
        expect(ColData?.[1]?.value).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[78]00$/);
        expect(ColData?.[2]?.value).not.toBe("");
      }
  });
});

test("the trial balance has no column keys and no other option than NoReportData before 2026", () => {
  const { company, habits } = openBooks("landscaper");
  for (const layout of ["2020", "2024"] as const) {
    Object.assign(habits, { reportLayout: layout });
    const { Columns, Header } = readReport(company, "TrialBalance", year);
    expect(Columns.Column.map((column) => Object.keys(column)).flat()).not.toContain("MetaData");
    expect(Header.Option).toEqual([{ Name: "NoReportData", Value: "false" }]);
  }
  Object.assign(habits, { reportLayout: "2026" });
  const modern = readReport(company, "TrialBalance", year);
  expect(keysOf(modern)).toEqual(["account", "debit", "credit"]);
  expect(modern.Header.Option.map(({ Name }) => Name)).toEqual(["AccountingStandard", "NoReportData"]);
});

describe("keys of another family", () => {
  const asked =
    "tx_date,subt_nat_amount,rbal_nat_amount,subt_nat_amount_nt,subt_nat_home_amount,subt_nat_amount_home_nt,debt_home_amt,currency";
  test.each([
    ["landscaper", ["tx_date", "subt_nat_amount", "rbal_nat_amount"]],
    ["winery", ["tx_date", "subt_nat_amount", "subt_nat_amount_nt", "rbal_nat_amount"]],
    ["agency", ["tx_date", "currency", "debt_home_amt", "subt_nat_home_amount"]],
    ["bindery", ["tx_date", "currency", "debt_home_amt", "subt_nat_home_amount", "subt_nat_amount_home_nt"]],
  ] as const)("are dropped without an error (%s), or come back empty by switch", (profile, kept) => {
    const { company, habits } = openBooks(profile);
    expect(keysOf(readReport(company, "GeneralLedger", { ...year, columns: asked }))).toEqual(kept);
    Object.assign(habits, { wrongColumnFamily: "empty" });
    const whole = readReport(company, "GeneralLedger", { ...year, columns: asked });
    expect(keysOf(whole)).toHaveLength(8);
    const wrong = keysOf(whole).flatMap((key, place) =>
      (kept as readonly string[]).includes(key) ? [] : [place],
    );
    const right = keysOf(whole).indexOf(kept.at(-1) ?? "");
    const lines = flatRows(whole.Rows.Row).flatMap(({ ColData }) => (ColData ? [ColData] : []));
    expect(lines.flatMap((cells) => wrong.map((place) => cells[place]?.value))).not.toContain("1");
    expect(new Set(lines.flatMap((cells) => wrong.map((place) => cells[place]?.value)))).toEqual(
      new Set([""]),
    );
    expect(lines.some((cells) => /^-?\d*\.\d\d$/.test(cells[right]?.value ?? ""))).toBe(true);
  });

  test("debit and credit are in the currency of the entry, what says home in the company's", () => {
    const { company } = openBooks("agency");
    const report = readReport(company, "GeneralLedger", {
      start_date: "2015-01-01",
      end_date: "2026-11-20",
      columns:
        "txn_type,debt_amt,credit_amt,debt_home_amt,credit_home_amt,currency,exch_rate,nat_foreign_amount",
    });
    const keys = keysOf(report);
    const at = (cells: Row["ColData"], key: string): number =>
      Number(cells?.[keys.indexOf(key)]?.value === "" ? 0 : cells?.[keys.indexOf(key)]?.value);
    let foreign = 0;
    const sums = { home: 0, entry: 0 };
    for (const { ColData } of flatRows(report.Rows.Row)) {
      if (ColData?.[0]?.id === undefined) continue;
      sums.home += at(ColData, "debt_home_amt") - at(ColData, "credit_home_amt");
      sums.entry += at(ColData, "debt_amt") - at(ColData, "credit_amt");
      if (ColData[keys.indexOf("currency")]?.value === "USD") continue;
      const entry = at(ColData, "debt_amt") - at(ColData, "credit_amt");
      const home = at(ColData, "debt_home_amt") - at(ColData, "credit_home_amt");
      if (entry !== 0 && Math.abs(entry) > 5) {
        expect(home / entry).toBeGreaterThan(0.4);
        if (home !== entry) foreign += 1;
      }
    }
    expect(foreign).toBeGreaterThan(3);
    expect(Math.abs(sums.home)).toBeLessThan(0.005);
  });
});

describe("headers of accounts and sub-accounts in a general ledger", () => {
  const { company, habits } = openBooks("landscaper");
  const nameOf = (row: Row): string => row.Header?.ColData[0]?.value ?? "";
  const sectionOf = (layout: "2020" | "2024", name: string): Row => {
    Object.assign(habits, { reportLayout: layout });
    const found = flatRows(
      readReport(company, "GeneralLedger", { start_date: "2015-01-01", end_date: "2026-11-20" }).Rows.Row,
    ).find((row) => nameOf(row) === name);
    if (found === undefined) throw new Error(`no section ${name}`);
    return found;
  };

  test("of 2020: a sub-account has no id, and a parent without rows of its own bears the id of a sub-account", () => {
    const truck = sectionOf("2020", "Truck");
    expect(truck.Header?.ColData[0]).toEqual({ value: "Truck", id: "39" });
    expect(truck.Rows?.Row?.[0]?.Header?.ColData[0]).toEqual({ value: "Depreciation" });
    expect(truck.Summary?.ColData[0]?.value).toBe("Total for Truck");
  });

  test("of 2024: a parent without postings of its own has no id, and its sub-accounts have theirs", () => {
    const truck = sectionOf("2024", "Truck");
    expect(truck.Header?.ColData[0]).toEqual({ value: "Truck" });
    expect(truck.Rows?.Row?.[0]?.Header?.ColData[0]).toEqual({ value: "Depreciation", id: "39" });
    expect(truck.Summary?.ColData[0]?.value).toBe("Total for Truck with sub-accounts");
  });

  test("of 2024: a parent's own rows stand in a section inside that has no header", () => {
    const made = company.write({
      entity: "Purchase",
      operation: "save",
      actor: "person",
      body: {
        PaymentType: "Cash",
        AccountRef: { value: "35" },
        Line: [
          {
            Amount: 12.5,
            DetailType: "AccountBasedExpenseLineDetail",
            AccountBasedExpenseLineDetail: { AccountRef: { value: "55" } },
          },
        ],
      },
    });
    expect(made.kind).toBe("written");
    const parent = sectionOf("2024", "Automobile");
    expect(parent.Header?.ColData[0]).toEqual({ value: "Automobile", id: "55" });
    const [own, below] = parent.Rows?.Row ?? [];
    expect(own).not.toHaveProperty("Header");
    expect(own?.Summary?.ColData[0]?.value).toBe("Total for Automobile");
    expect(own?.Rows?.Row?.length).toBeGreaterThan(0);
    expect(below?.Header?.ColData[0]).toEqual({ value: "Fuel", id: "56" });
    const sums = parent.Rows?.Row?.map(({ Summary }) => Number(Summary?.ColData.at(-2)?.value)) ?? [];
    expect(Number(parent.Summary?.ColData.at(-2)?.value)).toBeCloseTo(
      sums.reduce((sum, amount) => sum + amount, 0),
      2,
    );
  });
});

describe("the layout of 2026", () => {
  const { company, habits } = openBooks("restaurant", { reportLayout: "2026" });
  const textOf = (): string => JSON.stringify(readReport(company, "GeneralLedger", year).Rows);

  test("keeps -Split- and the order of days, as seen; loses both by switch, as announced", () => {
    const days = (rows: readonly Row[] = []): string[] =>
      rows.flatMap(({ ColData }) =>
        ColData?.[0]?.value.startsWith("20") === true ? [ColData[0].value] : [],
      );
    const lists = () =>
      flatRows(readReport(company, "GeneralLedger", year).Rows.Row).map(({ Rows }) => days(Rows?.Row));
    expect(textOf()).toContain("-Split-");
    for (const list of lists()) expect(list).toEqual(list.toSorted());
    Object.assign(habits, { modernBlankSplit: true, modernRowOrder: "shuffled" });
    expect(textOf()).not.toContain("-Split-");
    expect(lists().some((list) => list.join() !== list.toSorted().join())).toBe(true);
  });

  test("is what the key testing_migration asks for, whatever the switch says", () => {
    Object.assign(habits, { reportLayout: "2020" });
    const { Columns } = readReport(company, "GeneralLedger", { ...year, testing_migration: "" });
    expect(Columns.Column[0]).toEqual({
      ColTitle: "Date",
      ColType: "Date",
      MetaData: [{ Name: "ColKey", Value: "tx_date" }],
    });
  });
});

describe("the journal", () => {
  const { company } = openBooks("landscaper");

  test("is flat: rows of a transaction keep its id, then a summary alone, then a blank row; it says no basis", () => {
    const journal = readReport(company, "JournalReport", { ...year, accounting_method: "Cash" });
    expect(journal.Header).not.toHaveProperty("ReportBasis");
    const rows = journal.Rows.Row ?? [];
    expect(rows.some(({ Rows }) => Rows !== undefined)).toBe(false);
    let before: Row | undefined;
    let transactionId = "";
    let further = 0;
    for (const row of rows.slice(0, -1)) {
      if (row.type === "Section") {
        expect(Object.keys(row).sort()).toEqual(["Summary", "type"]);
        expect(before?.ColData?.[1]?.id).toBe(transactionId);
      } else if (before?.type === "Section") {
        expect(row.ColData?.every(({ value }) => value === "")).toBe(true);
      } else if (row.ColData?.[0]?.value === "0-00-00") {
        expect(row.ColData[1]).toEqual({ value: "", id: transactionId });
        further += 1;
      } else {
        expect(row.ColData?.[0]?.value).toMatch(/^2026-/);
        transactionId = row.ColData?.[1]?.id ?? "";
        expect(transactionId).not.toBe("");
      }
      before = row;
    }
    expect(further).toBeGreaterThan(100);
    expect(rows.at(-1)?.Summary?.ColData[0]?.value).toBe("TOTAL");
  });

  test("holds nothing without days", () => {
    const journal = readReport(company, "JournalReport");
    expect(journal.Header.Option).toContainEqual({ Name: "NoReportData", Value: "true" });
    expect(journal.Rows).toEqual({});
  });
});

describe("openings of a general ledger", () => {
  test("include the fiscal year to date of income and expense, and come to nothing altogether", () => {
    const { company, habits } = openBooks("shop");
    const ask = {
      start_date: "2026-05-11",
      end_date: "2026-08-03",
      columns: "tx_date,account_name,rbal_nat_amount",
    };
    const opened = (): Row[] =>
      flatRows(readReport(company, "GeneralLedger", ask).Rows.Row).filter(
        ({ ColData }) => ColData?.[0]?.value === "Beginning Balance",
      );
    expect(opened().every(({ ColData }) => ColData?.[1]?.id === undefined)).toBe(true);
    Object.assign(habits, { beginningBalanceAccount: true });
    let sum = 0;
    const classes = new Set<unknown>();
    for (const { ColData } of opened()) {
      const classification = company.read("Account", ColData?.[1]?.id ?? "")?.["Classification"];
      classes.add(classification);
      const natural = Math.round(Number(ColData?.[2]?.value) * 100);
      sum += classification === "Asset" || classification === "Expense" ? natural : -natural;
    }
    expect(sum).toBe(0);
    expect([...classes]).toEqual(
      expect.arrayContaining(["Asset", "Liability", "Equity", "Revenue", "Expense"]),
    );
  });

  test("an account that was not asked for stays away, and Retained Earnings open as in the whole ledger", () => {
    const { company } = openBooks("shop");
    const opening = (more: Record<string, string>): unknown =>
      flatRows(
        readReport(company, "GeneralLedger", { start_date: "2026-05-01", end_date: "2026-05-31", ...more })
          .Rows.Row,
      ).find(({ Header }) => Header?.ColData[0]?.id === "2");
    const asked = readReport(company, "GeneralLedger", {
      start_date: "2026-05-01",
      end_date: "2026-05-31",
      account: "2,35",
    });
    expect((asked.Rows.Row ?? []).map(({ Header }) => Header?.ColData[0]?.id)).toEqual(["35", "2"]);
    expect(opening({ account: "2,35" })).toEqual(opening({}));
  });
});
