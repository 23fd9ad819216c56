/** Things that people and clients do to books, each drawn from a stream of numbers so that a failing run shrinks. */
import type { Company, WireObject, WriteRequest, WriteResult } from "#sandbox/company/company.ts";
import { homeCurrency } from "./read-books.ts";

/** The next whole number below a limit. */
export type Draw = (limit: number) => number;

type Operation = (company: Company, draw: Draw) => WriteResult | undefined;

export function anyRow(
  company: Company,
  entity: string,
  draw: Draw,
  fits: (row: WireObject) => boolean = () => true,
): WireObject | undefined {
  const count = company.count(entity, { activeOnly: true });
  if (count === 0) return undefined;
  const start = draw(count);
  for (let step = 0; step < Math.min(count, 25); step++) {
    const [row] = company.scan(entity, {
      order: "id",
      activeOnly: true,
      offset: (start + step) % count,
      limit: 1,
    });
    if (row !== undefined && fits(row)) return row;
  }
  return undefined;
}

const ref = (row: WireObject | undefined) => ({ value: row?.Id ?? "0" });
const number = (value: unknown): number => (typeof value === "number" ? value : 0);
const save = (company: Company, entity: string, body: WriteRequest["body"]) =>
  company.write({ entity, operation: "save", body, actor: "api" });
const version = (row: WireObject) => ({ Id: row.Id, SyncToken: row.SyncToken });
const day = (draw: Draw): string =>
  `2026-${String(1 + draw(11)).padStart(2, "0")}-${String(1 + draw(28)).padStart(2, "0")}`;
const cents = (draw: Draw, most = 200_000): number => (1 + draw(most)) / 100;

const ofType =
  (...types: string[]) =>
  (row: WireObject): boolean =>
    types.includes(String(row["AccountType"]));
const account = (company: Company, draw: Draw, ...types: string[]) =>
  anyRow(company, "Account", draw, ofType(...types));
const isHome = (company: Company) => (row: WireObject) => {
  const home = homeCurrency(company);
  return JSON.stringify(row["CurrencyRef"] ?? home).includes(home);
};

/** TAX or NON in the United States, elsewhere one of the company's codes. */
const salesTaxCode = (company: Company, draw: Draw) =>
  company.country === "US" ? { value: draw(2) === 0 ? "TAX" : "NON" } : ref(anyRow(company, "TaxCode", draw));
const purchaseTax = (company: Company, draw: Draw) =>
  company.country === "US" ? {} : { TaxCodeRef: ref(anyRow(company, "TaxCode", draw)) };
const calculations = ["TaxExcluded", "TaxInclusive", "NotApplicable"] as const;
const taxCalculation = (company: Company, draw: Draw) =>
  company.country === "US" ? {} : { GlobalTaxCalculation: calculations[draw(3)] };

function saleLines(company: Company, draw: Draw): object[] {
  const lines: object[] = Array.from({ length: 1 + draw(3) }, () => {
    const item = anyRow(company, "Item", draw, (row) => row["Type"] !== "Category");
    if (item?.["Type"] === "Group")
      return {
        DetailType: "GroupLineDetail",
        GroupLineDetail: { GroupItemRef: ref(item), Quantity: 1 + draw(2) },
      };
    const Qty = 1 + draw(6);
    const UnitPrice = cents(draw, 9_000);
    return {
      Amount: Math.round(Qty * UnitPrice * 100) / 100,
      DetailType: "SalesItemLineDetail",
      SalesItemLineDetail: {
        ItemRef: ref(item),
        Qty,
        UnitPrice,
        TaxCodeRef: salesTaxCode(company, draw),
      },
    };
  });
  if (draw(4) === 0)
    lines.push({
      DetailType: "DiscountLineDetail",
      DiscountLineDetail: { PercentBased: true, DiscountPercent: 5 },
    });
  return lines;
}

function spendLines(company: Company, draw: Draw): object[] {
  return Array.from({ length: 1 + draw(2) }, () => {
    const item =
      draw(2) === 0 ? anyRow(company, "Item", draw, (row) => row["Type"] === "Inventory") : undefined;
    if (item !== undefined) {
      const Qty = 1 + draw(20);
      const UnitPrice = cents(draw, 4_000);
      return {
        Amount: Math.round(Qty * UnitPrice * 100) / 100,
        DetailType: "ItemBasedExpenseLineDetail",
        ItemBasedExpenseLineDetail: { ItemRef: ref(item), Qty, UnitPrice, ...purchaseTax(company, draw) },
      };
    }
    const customer = draw(5) === 0 ? anyRow(company, "Customer", draw) : undefined;
    return {
      Amount: cents(draw),
      DetailType: "AccountBasedExpenseLineDetail",
      AccountBasedExpenseLineDetail: {
        AccountRef: ref(account(company, draw, "Expense", "Cost of Goods Sold")),
        ...purchaseTax(company, draw),
        ...(customer === undefined ? {} : { CustomerRef: ref(customer), BillableStatus: "Billable" }),
      },
    };
  });
}

const sale =
  (entity: string, more: (company: Company, draw: Draw) => object = () => ({})): Operation =>
  (company, draw) =>
    save(company, entity, {
      CustomerRef: ref(anyRow(company, "Customer", draw)),
      TxnDate: day(draw),
      ...taxCalculation(company, draw),
      Line: saleLines(company, draw),
      ...more(company, draw),
    });

const pay: Operation = (company, draw) => {
  const invoice = anyRow(company, "Invoice", draw, (row) => number(row["Balance"]) > 0);
  if (invoice === undefined) return undefined;
  const open = number(invoice["Balance"]);
  const way = draw(4);
  const applied = way === 0 ? Math.max(0.01, Math.floor(open * 50) / 100) : open;
  return save(company, "Payment", {
    CustomerRef: invoice["CustomerRef"],
    TotalAmt: way === 1 ? Math.round(applied * 100 + 1_000) / 100 : applied,
    TxnDate: day(draw),
    ...(draw(2) === 0
      ? {
          DepositToAccountRef: ref(
            anyRow(company, "Account", draw, (row) => ofType("Bank")(row) && isHome(company)(row)),
          ),
        }
      : {}),
    Line: [{ Amount: applied, LinkedTxn: [{ TxnId: invoice.Id, TxnType: "Invoice" }] }],
  });
};

/** A payment of nothing that ties a credit to an invoice. */
const applyCredit: Operation = (company, draw) => {
  const invoice = anyRow(company, "Invoice", draw, (row) => number(row["Balance"]) > 0);
  if (invoice === undefined) return undefined;
  const given = save(company, "CreditMemo", {
    CustomerRef: invoice["CustomerRef"],
    Line: saleLines(company, draw),
  });
  if (given.kind !== "written") return given;
  const credit = given.object;
  const Amount = Math.min(number(credit["RemainingCredit"]), number(invoice["Balance"]));
  return save(company, "Payment", {
    CustomerRef: invoice["CustomerRef"],
    TotalAmt: 0,
    Line: [
      { Amount, LinkedTxn: [{ TxnId: invoice.Id, TxnType: "Invoice" }] },
      { Amount, LinkedTxn: [{ TxnId: credit.Id, TxnType: "CreditMemo" }] },
    ],
  });
};

const payBill: Operation = (company, draw) => {
  const bill = anyRow(company, "Bill", draw, (row) => number(row["Balance"]) > 0);
  if (bill === undefined) return undefined;
  const Amount =
    draw(3) === 0 ? Math.max(0.01, Math.floor(number(bill["Balance"]) * 50) / 100) : number(bill["Balance"]);
  const byCheck = draw(2) === 0 || !isHome(company)(bill);
  return save(company, "BillPayment", {
    VendorRef: bill["VendorRef"],
    TxnDate: day(draw),
    PayType: byCheck ? "Check" : "CreditCard",
    ...(byCheck
      ? { CheckPayment: { BankAccountRef: ref(account(company, draw, "Bank")) } }
      : { CreditCardPayment: { CCAccountRef: ref(account(company, draw, "Credit Card")) } }),
    TotalAmt: Amount,
    Line: [{ Amount, LinkedTxn: [{ TxnId: bill.Id, TxnType: "Bill" }] }],
  });
};

const purchase: Operation = (company, draw) => {
  const byCard = draw(2) === 0;
  return save(company, "Purchase", {
    PaymentType: byCard ? "CreditCard" : "Cash",
    AccountRef: ref(
      byCard
        ? account(company, draw, "Credit Card")
        : anyRow(company, "Account", draw, (row) => ofType("Bank")(row) && isHome(company)(row)),
    ),
    ...(byCard && draw(4) === 0 ? { Credit: true } : {}),
    TxnDate: day(draw),
    Line: spendLines(company, draw),
  });
};

const deposit: Operation = (company, draw) => {
  const fits = (row: WireObject) =>
    (row["LinkedTxn"] === undefined || JSON.stringify(row["LinkedTxn"]) === "[]") &&
    JSON.stringify(row["DepositToAccountRef"] ?? { value: "4" }).includes('"4"') &&
    number(row["TotalAmt"]) > 0 &&
    isHome(company)(row);
  const payment = anyRow(company, "Payment", draw, fits);
  const receipt = anyRow(company, "SalesReceipt", draw, fits);
  const Line: object[] = [payment, receipt].flatMap((row, index) =>
    row === undefined
      ? []
      : [
          {
            Amount: row["TotalAmt"],
            LinkedTxn: [{ TxnId: row.Id, TxnType: index === 0 ? "Payment" : "SalesReceipt", TxnLineId: "0" }],
          },
        ],
  );
  Line.push({
    Amount: 100 + draw(50),
    DetailType: "DepositLineDetail",
    DepositLineDetail: { AccountRef: ref(account(company, draw, "Other Income", "Equity")) },
  });
  return save(company, "Deposit", {
    DepositToAccountRef: { value: "35" },
    TxnDate: day(draw),
    Line,
    ...(draw(3) === 0 ? { CashBack: { AccountRef: { value: "1150040003" }, Amount: 40 } } : {}),
  });
};

const journalEntry: Operation = (company, draw) => {
  const Amount = cents(draw);
  const side = (PostingType: "Debit" | "Credit") => {
    const row = anyRow(
      company,
      "Account",
      draw,
      (candidate) => isHome(company)(candidate) && candidate["AccountSubType"] !== "RetainedEarnings",
    );
    const Type =
      row?.["AccountType"] === "Accounts Receivable"
        ? "Customer"
        : row?.["AccountType"] === "Accounts Payable"
          ? "Vendor"
          : undefined;
    return {
      Amount,
      DetailType: "JournalEntryLineDetail",
      JournalEntryLineDetail: {
        PostingType,
        AccountRef: ref(row),
        ...(Type === undefined
          ? {}
          : { Entity: { Type, EntityRef: ref(anyRow(company, Type, draw, isHome(company))) } }),
      },
    };
  };
  return save(company, "JournalEntry", { TxnDate: day(draw), Line: [side("Debit"), side("Credit")] });
};

const adjustStock: Operation = (company, draw) => {
  const item = anyRow(company, "Item", draw, (row) => row["Type"] === "Inventory");
  return save(company, "InventoryAdjustment", {
    AdjustAccountRef: { value: "1150040001" },
    TxnDate: day(draw),
    Line: [
      {
        DetailType: "ItemAdjustmentLineDetail",
        ItemAdjustmentLineDetail: { ItemRef: ref(item), QtyDiff: draw(13) - 6 || 1 },
      },
    ],
  });
};

const voidable = ["Invoice", "Payment", "SalesReceipt", "BillPayment"] as const;
const voidOne: Operation = (company, draw) => {
  const entity = voidable[draw(voidable.length)] ?? "Invoice";
  const row = anyRow(company, entity, draw);
  if (row === undefined) return undefined;
  return entity === "Invoice"
    ? company.write({ entity, operation: "void", body: version(row), actor: "api" })
    : company.write({
        entity,
        operation: "save",
        includeVoid: true,
        body: { ...version(row), sparse: true },
        actor: "api",
      });
};

const deletable = [
  "Invoice",
  "Payment",
  "SalesReceipt",
  "CreditMemo",
  "RefundReceipt",
  "Bill",
  "BillPayment",
  "VendorCredit",
  "Purchase",
  "Deposit",
  "Transfer",
  "JournalEntry",
  "InventoryAdjustment",
  "Estimate",
] as const;
const deleteOne: Operation = (company, draw) => {
  const entity = deletable[draw(deletable.length)] ?? "Invoice";
  const row = anyRow(company, entity, draw);
  return row && company.write({ entity, operation: "delete", body: version(row), actor: "api" });
};

const editable = ["Invoice", "SalesReceipt", "CreditMemo", "RefundReceipt"] as const;
const editSale: Operation = (company, draw) => {
  const entity = editable[draw(editable.length)] ?? "Invoice";
  const row = anyRow(company, entity, draw);
  return (
    row &&
    save(company, entity, {
      ...version(row),
      sparse: true,
      TxnDate: day(draw),
      ...(draw(2) === 0 ? { Line: saleLines(company, draw) } : {}),
    })
  );
};

const editSpending: Operation = (company, draw) => {
  const row = anyRow(company, "Bill", draw);
  return (
    row &&
    save(company, "Bill", {
      ...version(row),
      sparse: true,
      VendorRef: row["VendorRef"],
      TxnDate: day(draw),
      ...(draw(2) === 0 ? { Line: spendLines(company, draw) } : {}),
    })
  );
};

/** What a client does that reads an object, changes a field and sends the whole back. */
const roundTrip: Operation = (company, draw) => {
  const entity = deletable[draw(deletable.length)] ?? "Invoice";
  const row = anyRow(company, entity, draw);
  return row && save(company, entity, { ...row, PrivateNote: `Seen ${draw(100)}` });
};

const changePayment: Operation = (company, draw) => {
  const row = anyRow(company, "Payment", draw);
  return (
    row &&
    save(company, "Payment", {
      ...version(row),
      sparse: true,
      TotalAmt: number(row["TotalAmt"]) + draw(3),
      TxnDate: day(draw),
    })
  );
};

const mergeTwo: Operation = (company, draw) => {
  const entity = ["Customer", "Vendor", "Account"][draw(3)] ?? "Customer";
  const winner = anyRow(company, entity, draw);
  const loser = anyRow(
    company,
    entity,
    draw,
    (row) =>
      row.Id !== winner?.Id &&
      JSON.stringify(row["AccountType"]) === JSON.stringify(winner?.["AccountType"]) &&
      JSON.stringify(row["CurrencyRef"]) === JSON.stringify(winner?.["CurrencyRef"]),
  );
  return winner === undefined || loser === undefined ? undefined : company.merge(entity, winner.Id, loser.Id);
};

const rename: Operation = (company, draw) => {
  const entity = ["Customer", "Vendor"][draw(2)] ?? "Customer";
  const row = anyRow(company, entity, draw);
  return (
    row &&
    save(company, entity, {
      ...version(row),
      sparse: true,
      DisplayName: `Renamed ${draw(1_000_000)}`,
      ...(draw(6) === 0 ? { Active: false } : {}),
    })
  );
};

const changeItem: Operation = (company, draw) => {
  const row = anyRow(
    company,
    "Item",
    draw,
    (candidate) => candidate["Type"] === "Inventory" || candidate["Type"] === "Service",
  );
  return (
    row &&
    save(company, "Item", {
      ...version(row),
      sparse: true,
      PurchaseCost: cents(draw, 5_000),
      IncomeAccountRef: ref(account(company, draw, "Income")),
    })
  );
};

export const operations: Readonly<Record<string, Operation>> = {
  invoice: sale("Invoice"),
  salesReceipt: sale("SalesReceipt"),
  creditMemo: sale("CreditMemo"),
  refundReceipt: sale("RefundReceipt", () => ({ DepositToAccountRef: { value: "35" } })),
  estimate: sale("Estimate"),
  pay,
  applyCredit,
  bill: (company, draw) =>
    save(company, "Bill", {
      VendorRef: ref(anyRow(company, "Vendor", draw)),
      TxnDate: day(draw),
      Line: spendLines(company, draw),
    }),
  vendorCredit: (company, draw) =>
    save(company, "VendorCredit", {
      VendorRef: ref(anyRow(company, "Vendor", draw)),
      TxnDate: day(draw),
      Line: spendLines(company, draw),
    }),
  payBill,
  purchase,
  deposit,
  transfer: (company, draw) =>
    save(company, "Transfer", {
      FromAccountRef: { value: "35" },
      ToAccountRef: { value: "36" },
      Amount: cents(draw),
      TxnDate: day(draw),
    }),
  cardPayment: (company, draw) =>
    save(company, "CreditCardPaymentTxn", {
      CreditCardAccountRef: { value: "41" },
      BankAccountRef: { value: "35" },
      Amount: cents(draw),
      TxnDate: day(draw),
    }),
  journalEntry,
  adjustStock,
  voidOne,
  deleteOne,
  editSale,
  editSpending,
  roundTrip,
  changePayment,
  mergeTwo,
  rename,
  changeItem,
};
