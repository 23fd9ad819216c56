import { beforeEach, describe, expect, test } from "vitest";
import {
  usualHabits,
  type BooksHabits,
  type Company,
  type CompanyEvent,
  type WireObject,
  type WriteRequest,
  type WriteResult,
} from "#sandbox/company/company.ts";
import { openCompany } from "#sandbox/company/generate.ts";

let ms = 0;
let company: Company;
let events: CompanyEvent[];

beforeEach(() => {
  ms = Date.parse("2026-11-20T18:00:00.250Z");
  company = openCompany(
    { realmId: "9130", seed: 5, index: 0, size: 420, profile: "landscaper" },
    { now: () => ms },
  );
  events = [];
  company.onEvent((event) => events.push(event));
});

type Body = WriteRequest["body"];

const write = (entity: string, body: Body, more: Partial<WriteRequest> = {}): WriteResult =>
  company.write({ entity, operation: "save", body, actor: "api", ...more });

function saved(entity: string, body: Body, more: Partial<WriteRequest> = {}): WireObject {
  const result = write(entity, body, more);
  if (result.kind !== "written") throw new Error(JSON.stringify(result));
  return result.object;
}

const code = (result: WriteResult): string | undefined =>
  result.kind === "fault" ? result.errors[0]?.code : result.kind;
const key = (object: WireObject) => ({ Id: object.Id, SyncToken: object.SyncToken });
const read = (entity: string, id: string): WireObject =>
  company.read(entity, id) ?? { Id: "", SyncToken: "", MetaData: { LastUpdatedTime: "" } };
const later = (seconds = 60): void => void (ms += seconds * 1_000);

const sale = (Amount: number, more: object = {}) => ({
  Amount,
  DetailType: "SalesItemLineDetail",
  SalesItemLineDetail: { ItemRef: { value: "1" }, ...more },
});
const invoice = (more: Body = {}): WireObject =>
  saved("Invoice", { CustomerRef: { value: "1" }, Line: [sale(100)], ...more });
const expense = (Amount: number, more: object = {}) => ({
  Amount,
  DetailType: "AccountBasedExpenseLineDetail",
  AccountBasedExpenseLineDetail: { AccountRef: { value: "15" }, ...more },
});
const pay = (target: WireObject, Amount: number, more: Body = {}): WireObject =>
  saved("Payment", {
    CustomerRef: { value: "1" },
    TotalAmt: Amount,
    Line: [{ Amount, LinkedTxn: [{ TxnId: target.Id, TxnType: "Invoice" }] }],
    ...more,
  });

describe("creating", () => {
  test("an invoice gets its number, due date, addresses, tax code, line ids and subtotal, as recorded", () => {
    const before = invoice();
    const made = invoice();
    expect(Number(made["DocNumber"])).toBe(Number(before["DocNumber"]) + 1);
    expect(made).toMatchObject({
      SyncToken: "0",
      domain: "QBO",
      sparse: false,
      TxnDate: "2026-11-20",
      CurrencyRef: { value: "USD", name: "United States Dollar" },
      LinkedTxn: [],
      CustomerRef: { value: "1", name: "Amy's Bird Sanctuary" },
      TotalAmt: 100,
      Balance: 100,
      ApplyTaxAfterDiscount: false,
      PrintStatus: "NeedToPrint",
      EmailStatus: "NotSet",
      TxnTaxDetail: { TotalTax: 0 },
      MetaData: { CreateTime: "2026-11-20T10:00:00-08:00", LastUpdatedTime: "2026-11-20T10:00:00-08:00" },
    });
    expect(made["Line"]).toMatchObject([
      {
        Id: "1",
        LineNum: 1,
        Amount: 100,
        SalesItemLineDetail: {
          ItemRef: { value: "1", name: "Services" },
          TaxCodeRef: { value: "NON" },
          ItemAccountRef: { value: "1" },
        },
      },
      { Amount: 100, DetailType: "SubTotalLineDetail", SubTotalLineDetail: {} },
    ]);
    expect(made["BillAddr"]).toEqual(read("Customer", "1")["BillAddr"]);
    expect(events.at(-1)).toMatchObject({
      entity: "Invoice",
      id: made.Id,
      operation: "created",
      realmId: "9130",
    });
  });

  test("times carry the Pacific offset of their season and no fraction", () => {
    ms = Date.parse("2026-07-01T18:00:00.900Z");
    expect(invoice().MetaData.LastUpdatedTime).toBe("2026-07-01T11:00:00-07:00");
  });

  test("nulls and empty texts are left out, and names in references are Intuit's own", () => {
    const made = invoice({
      PrivateNote: "",
      CustomerMemo: null,
      CustomerRef: { value: "1", name: "Somebody Else" },
    });
    expect(made).not.toHaveProperty("PrivateNote");
    expect(made).not.toHaveProperty("CustomerMemo");
    expect(made["CustomerRef"]).toEqual({ value: "1", name: "Amy's Bird Sanctuary" });
  });

  test.each<[string, string, Body, string]>([
    ["an unknown property", "Invoice", { BadJson: true }, "2010"],
    ["no customer", "Invoice", { Line: [sale(1)] }, "6560"],
    ["no lines", "Invoice", { CustomerRef: { value: "1" } }, "2020"],
    ["an unknown customer", "Invoice", { CustomerRef: { value: "99999" }, Line: [sale(1)] }, "2500"],
    [
      "an unknown account",
      "Purchase",
      { PaymentType: "Cash", AccountRef: { value: "999" }, Line: [expense(1)] },
      "2500",
    ],
    [
      "an inactive account",
      "Purchase",
      {
        PaymentType: "Cash",
        AccountRef: { value: "35" },
        Line: [expense(1, { AccountRef: { value: "5" } })],
      },
      "610",
    ],
    [
      "an amount that is not quantity times price",
      "Invoice",
      { CustomerRef: { value: "1" }, Line: [sale(10, { Qty: 2, UnitPrice: 4 })] },
      "6070",
    ],
    [
      "a line tax code of another country",
      "Invoice",
      { CustomerRef: { value: "1" }, Line: [sale(10, { TaxCodeRef: { value: "2" } })] },
      "6100",
    ],
    [
      "a document number of 22 characters",
      "Invoice",
      { CustomerRef: { value: "1" }, DocNumber: "1234567890123456789012", Line: [sale(1)] },
      "2050",
    ],
    [
      "a date that is none",
      "Invoice",
      { CustomerRef: { value: "1" }, TxnDate: "2026-13-45", Line: [sale(1)] },
      "2070",
    ],
    ["no payment type", "Purchase", { AccountRef: { value: "35" }, Line: [expense(1)] }, "2020"],
    [
      "a payment type that is none",
      "Purchase",
      { PaymentType: "Barter", AccountRef: { value: "35" }, Line: [expense(1)] },
      "2170",
    ],
    [
      "a card purchase from a bank",
      "Purchase",
      { PaymentType: "CreditCard", AccountRef: { value: "35" }, Line: [expense(1)] },
      "6430",
    ],
    ["no vendor", "Bill", { Line: [expense(1)] }, "2020"],
    [
      "a line without its account",
      "Bill",
      {
        VendorRef: { value: "41" },
        Line: [{ Amount: 1, DetailType: "AccountBasedExpenseLineDetail", AccountBasedExpenseLineDetail: {} }],
      },
      "6440",
    ],
    [
      "an entry out of balance",
      "JournalEntry",
      {
        Line: [
          {
            Amount: 5,
            DetailType: "JournalEntryLineDetail",
            JournalEntryLineDetail: { PostingType: "Debit", AccountRef: { value: "15" } },
          },
          {
            Amount: 6,
            DetailType: "JournalEntryLineDetail",
            JournalEntryLineDetail: { PostingType: "Credit", AccountRef: { value: "35" } },
          },
        ],
      },
      "6000",
    ],
    [
      "a receivable without a customer",
      "JournalEntry",
      {
        Line: [
          {
            Amount: 5,
            DetailType: "JournalEntryLineDetail",
            JournalEntryLineDetail: { PostingType: "Debit", AccountRef: { value: "84" } },
          },
          {
            Amount: 5,
            DetailType: "JournalEntryLineDetail",
            JournalEntryLineDetail: { PostingType: "Credit", AccountRef: { value: "1" } },
          },
        ],
      },
      "6000",
    ],
    [
      "an entry line without its side",
      "JournalEntry",
      {
        Line: [
          {
            Amount: 5,
            DetailType: "JournalEntryLineDetail",
            JournalEntryLineDetail: { AccountRef: { value: "15" } },
          },
        ],
      },
      "2260",
    ],
    [
      "a payment of an invoice that is not there",
      "Payment",
      {
        CustomerRef: { value: "1" },
        TotalAmt: 5,
        Line: [{ Amount: 5, LinkedTxn: [{ TxnId: "99999999", TxnType: "Invoice" }] }],
      },
      "610",
    ],
    [
      "a payment of a purchase",
      "Payment",
      {
        CustomerRef: { value: "1" },
        TotalAmt: 5,
        Line: [{ Amount: 5, LinkedTxn: [{ TxnId: "1", TxnType: "Bill" }] }],
      },
      "620",
    ],
    ["a name that another list holds", "Customer", { DisplayName: "Cal Telephone" }, "6240"],
    [
      "an e-mail that is none",
      "Customer",
      { DisplayName: "New Name", PrimaryEmailAddr: { Address: "nobody" } },
      "2210",
    ],
    ["an account name with a colon", "Account", { Name: "A:B", AccountType: "Expense" }, "6000"],
    [
      "an account name of 101 characters",
      "Account",
      { Name: "x".repeat(101), AccountType: "Expense" },
      "2050",
    ],
    ["an account type that is none", "Account", { Name: "New", AccountType: "Nothing" }, "2170"],
    [
      "an inventory item without its quantity",
      "Item",
      {
        Name: "New",
        Type: "Inventory",
        IncomeAccountRef: { value: "79" },
        ExpenseAccountRef: { value: "80" },
        AssetAccountRef: { value: "81" },
      },
      "6520",
    ],
    [
      "a sale before the item's start date",
      "Invoice",
      { CustomerRef: { value: "1" }, TxnDate: "2001-01-01", Line: [sale(5, { ItemRef: { value: "5" } })] },
      "6270",
    ],
    ["a tax code", "TaxCode", { Name: "New" }, "500"],
    ["a list that the country does not have", "JournalCode", { Name: "VT" }, "5030"],
    [
      "an attachment to nothing",
      "Attachable",
      { Note: "x", AttachableRef: [{ EntityRef: { type: "Estimate", value: "75000000" } }] },
      "6000",
    ],
  ])("%s is refused, and nothing changes", (_what, entity, body, expected) => {
    const before = company.offers(entity) ? company.count(entity, {}) : 0;
    const result = write(entity, body);
    expect(code(result)).toBe(expected);
    expect(company.offers(entity) ? company.count(entity, {}) : 0).toBe(before);
    expect(events).toEqual([]);
  });

  test("the fault texts that were seen on the wire are kept letter for letter", () => {
    expect(write("Customer", { DisplayName: "Amy's Bird Sanctuary" })).toMatchObject({
      status: 400,
      type: "ValidationFault",
      errors: [
        {
          Message: "Duplicate Name Exists Error",
          Detail: "The name supplied already exists. : null",
          code: "6240",
        },
      ],
    });
    expect(
      write("Purchase", { PaymentType: "Cash", AccountRef: { value: "999" }, Line: [expense(1)] }),
    ).toMatchObject({ errors: [{ Detail: "Invalid Reference Id : Accounts element id 999 not found" }] });
  });

  test("a purchase's number is refused a second time, and let through where the URL says so", () => {
    const body = {
      PaymentType: "Check",
      AccountRef: { value: "35" },
      DocNumber: "CHK-1",
      Line: [expense(5)],
    };
    const first = saved("Purchase", body);
    const second = write("Purchase", body);
    expect(second).toMatchObject({
      errors: [
        {
          code: "6140",
          Detail: expect.stringContaining(
            `DocNumber=CHK-1 is assigned to TxnType=Purchase with TxnId=${first.Id}`,
          ) as string,
        },
      ],
    });
    expect(code(write("Purchase", body, { allowDuplicateDocNumber: true }))).toBe("written");
    expect(code(write("Invoice", { CustomerRef: { value: "1" }, DocNumber: "1001", Line: [sale(5)] }))).toBe(
      "written",
    );
  });

  test("tax is reckoned by rate, and one invoice can owe two agencies", () => {
    const made = invoice({
      TxnTaxDetail: { TxnTaxCodeRef: { value: "4" } },
      Line: [sale(100, { TaxCodeRef: { value: "TAX" } }), sale(50)],
    });
    expect(made["TxnTaxDetail"]).toMatchObject({
      TotalTax: 8.35,
      TaxLine: [
        { Amount: 7.1, TaxLineDetail: { TaxRateRef: { value: "1" }, NetAmountTaxable: 100 } },
        { Amount: 1.25, TaxLineDetail: { TaxRateRef: { value: "4" } } },
      ],
    });
    expect(made["TotalAmt"]).toBe(158.35);
    const owed = [...company.ledger()].filter(
      (posting) => posting.transactionId === made.Id && posting.entity === "Invoice",
    );
    expect(owed).toContainEqual(expect.objectContaining({ accountId: "89", cents: -710 }));
    expect(owed).toContainEqual(expect.objectContaining({ accountId: "90", cents: -125 }));
  });
});

describe("updating", () => {
  test("a stale SyncToken is refused, whether older or newer", () => {
    const made = invoice();
    saved("Invoice", { ...key(made), sparse: true, PrivateNote: "once" });
    expect(code(write("Invoice", { ...key(made), sparse: true, PrivateNote: "twice" }))).toBe("5010");
    expect(code(write("Invoice", { Id: made.Id, SyncToken: "9", sparse: true, PrivateNote: "twice" }))).toBe(
      "5010",
    );
    expect(code(write("Invoice", { Id: made.Id, sparse: true, PrivateNote: "twice" }))).toBe("2020");
    expect(code(write("Invoice", { Id: "1.5", SyncToken: "0" }))).toBe("2030");
    expect(code(write("Invoice", { Id: "987654321", SyncToken: "0" }))).toBe("610");
  });

  test("sparse changes what was sent and keeps the rest", () => {
    const made = invoice({ PrivateNote: "kept", CustomerMemo: { value: "hello" } });
    later();
    const changed = saved("Invoice", { ...key(made), sparse: true, PrivateNote: "changed" });
    expect(changed).toMatchObject({
      SyncToken: "1",
      PrivateNote: "changed",
      CustomerMemo: { value: "hello" },
      TotalAmt: 100,
      DocNumber: made["DocNumber"],
    });
    expect(changed.MetaData.CreateTime).toBe(made.MetaData.CreateTime);
    expect(changed.MetaData.LastUpdatedTime).not.toBe(made.MetaData.LastUpdatedTime);
  });

  test("full clears what was left out", () => {
    const made = invoice({ PrivateNote: "gone", CustomerMemo: { value: "hello" } });
    const changed = saved("Invoice", { ...key(made), CustomerRef: { value: "1" }, Line: [sale(30)] });
    expect(changed).not.toHaveProperty("PrivateNote");
    expect(changed).not.toHaveProperty("CustomerMemo");
    expect(changed).toMatchObject({ TotalAmt: 30, Balance: 30, DocNumber: made["DocNumber"] });
  });

  test("a sent Line array replaces all lines: what is not in it is gone, what has no id gets a new one", () => {
    const made = invoice({ Line: [{ ...sale(10), Description: "first" }, sale(20), sale(30)] });
    const changed = saved("Invoice", {
      ...key(made),
      sparse: true,
      Line: [{ ...sale(11), Id: "2" }, sale(5)],
    });
    expect(changed["Line"]).toMatchObject([
      { Id: "2", Amount: 11 },
      { Id: "4", Amount: 5 },
      { Amount: 16, DetailType: "SubTotalLineDetail" },
    ]);
    expect(JSON.stringify(changed["Line"])).not.toContain("first");
  });

  test("some members are needed even in a sparse update", () => {
    const purchase = saved("Purchase", {
      PaymentType: "Cash",
      AccountRef: { value: "35" },
      Line: [expense(5)],
    });
    expect(code(write("Purchase", { ...key(purchase), sparse: true, Line: [expense(6)] }))).toBe("2020");
    expect(
      code(write("Purchase", { ...key(purchase), sparse: true, PaymentType: "Cash", Line: [expense(6)] })),
    ).toBe("written");
    const bill = saved("Bill", { VendorRef: { value: "41" }, Line: [expense(5)] });
    expect(code(write("Bill", { ...key(bill), sparse: true, PrivateNote: "x" }))).toBe("2020");
    expect(
      code(write("Bill", { ...key(bill), sparse: true, VendorRef: { value: "41" }, PrivateNote: "x" })),
    ).toBe("written");
  });

  test("a list update that says nothing new moves neither SyncToken nor time", () => {
    const customer = saved("Customer", { DisplayName: "Quiet Quails" });
    later();
    expect(saved("Customer", { ...key(customer), sparse: true, DisplayName: "Quiet Quails" })).toEqual(
      customer,
    );
    expect(events.filter(({ operation }) => operation === "updated")).toEqual([]);
  });

  test("a line keeps the account it was booked to when its item moves to another", () => {
    const made = invoice();
    const item = read("Item", "1");
    saved("Item", { ...key(item), sparse: true, IncomeAccountRef: { value: "82" } });
    const lines = made["Line"];
    const changed = saved("Invoice", {
      ...key(made),
      sparse: true,
      Line: Array.isArray(lines) ? [...(lines as object[]), sale(7)] : [],
    });
    expect(changed["Line"]).toMatchObject([
      { SalesItemLineDetail: { ItemAccountRef: { value: "1" } } },
      { SalesItemLineDetail: { ItemAccountRef: { value: "82" } } },
      {},
    ]);
  });

  test("a renamed customer is renamed in every reference, old and new", () => {
    const old = [...company.scan("Invoice", { order: "id" })].find((row) =>
      JSON.stringify(row["CustomerRef"]).includes('"value":"1"'),
    );
    const made = invoice();
    saved("Customer", { ...key(read("Customer", "1")), sparse: true, DisplayName: "Amy's Aviary" });
    expect(read("Invoice", made.Id)["CustomerRef"]).toEqual({ value: "1", name: "Amy's Aviary" });
    if (old !== undefined)
      expect(read("Invoice", old.Id)["CustomerRef"]).toEqual({ value: "1", name: "Amy's Aviary" });
  });
});

describe("money that moves", () => {
  test("a payment lowers the invoice, the customer and raises the account, with times but without SyncTokens", () => {
    const made = invoice();
    const customer = read("Customer", "1");
    const funds = read("Account", "4");
    later();
    const payment = pay(made, 40);
    const paid = read("Invoice", made.Id);
    expect(paid).toMatchObject({
      Balance: 60,
      SyncToken: "0",
      LinkedTxn: [{ TxnId: payment.Id, TxnType: "Payment" }],
    });
    expect(paid.MetaData.LastUpdatedTime).toBe(payment.MetaData.LastUpdatedTime);
    expect(read("Customer", "1")).toMatchObject({
      SyncToken: customer.SyncToken,
      MetaData: { LastUpdatedTime: payment.MetaData.LastUpdatedTime },
    });
    expect(Number(read("Customer", "1")["Balance"])).toBeCloseTo(Number(customer["Balance"]) - 40, 2);
    expect(Number(read("Account", "4")["CurrentBalance"])).toBeCloseTo(
      Number(funds["CurrentBalance"]) + 40,
      2,
    );
    expect(read("Account", "4").SyncToken).toBe(funds.SyncToken);
    expect(payment).toMatchObject({
      UnappliedAmt: 0,
      DepositToAccountRef: { value: "4" },
    });
  });

  test("an invoice cannot be paid more than it is open for, and what is over stays unapplied", () => {
    const made = invoice();
    expect(
      code(
        write("Payment", {
          CustomerRef: { value: "1" },
          TotalAmt: 200,
          Line: [{ Amount: 150, LinkedTxn: [{ TxnId: made.Id, TxnType: "Invoice" }] }],
        }),
      ),
    ).toBe("6000");
    expect(pay(made, 100, { TotalAmt: 130 })).toMatchObject({ UnappliedAmt: 30 });
  });

  test("deleting a payment gives the invoice back its balance", () => {
    const made = invoice();
    const payment = pay(made, 100);
    expect(
      company.write({ entity: "Payment", operation: "delete", body: key(payment), actor: "api" }),
    ).toEqual({ kind: "deleted", entity: "Payment", id: payment.Id });
    expect(read("Invoice", made.Id)).toMatchObject({ Balance: 100, LinkedTxn: [] });
    expect(company.read("Payment", payment.Id)).toBeUndefined();
    expect(company.deletedSince("Payment", ms - 1_000).map(({ id }) => id)).toContain(payment.Id);
  });

  test("a zero payment ties an invoice to a credit and posts nothing", () => {
    const made = invoice();
    const credit = saved("CreditMemo", { CustomerRef: { value: "1" }, Line: [sale(70)] });
    const tie = saved("Payment", {
      CustomerRef: { value: "1" },
      TotalAmt: 0,
      Line: [
        { Amount: 70, LinkedTxn: [{ TxnId: made.Id, TxnType: "Invoice" }] },
        { Amount: 70, LinkedTxn: [{ TxnId: credit.Id, TxnType: "CreditMemo" }] },
      ],
    });
    expect(read("Invoice", made.Id)).toMatchObject({ Balance: 30 });
    expect(read("CreditMemo", credit.Id)).toMatchObject({ RemainingCredit: 0, Balance: 0 });
    const sums = new Map<string, number>();
    for (const posting of company.ledger())
      if (posting.entity === "Payment" && posting.transactionId === tie.Id)
        sums.set(posting.accountId, (sums.get(posting.accountId) ?? 0) + posting.cents);
    expect([...sums.values()].filter((cents) => cents !== 0)).toEqual([]);
  });

  test("an invoice made smaller than what was paid frees the rest of the payment", () => {
    const made = invoice();
    const payment = pay(made, 100);
    saved("Invoice", { ...key(read("Invoice", made.Id)), sparse: true, Line: [sale(60)] });
    expect(read("Invoice", made.Id)).toMatchObject({ TotalAmt: 60, Balance: 0 });
    expect(read("Payment", payment.Id)).toMatchObject({
      UnappliedAmt: 40,
      Line: [{ Amount: 60 }],
      SyncToken: "0",
    });
  });

  test("a deposited receipt is locked until the deposit lets it go", () => {
    const payment = saved("Payment", { CustomerRef: { value: "1" }, TotalAmt: 80 });
    const deposit = saved("Deposit", {
      DepositToAccountRef: { value: "35" },
      Line: [{ Amount: 80, LinkedTxn: [{ TxnId: payment.Id, TxnType: "Payment", TxnLineId: "0" }] }],
    });
    expect(read("Payment", payment.Id)["LinkedTxn"]).toEqual([{ TxnId: deposit.Id, TxnType: "Deposit" }]);
    expect(
      code(company.write({ entity: "Payment", operation: "delete", body: key(payment), actor: "api" })),
    ).toBe("6540");
    expect(code(write("Payment", { ...key(payment), sparse: true, TotalAmt: 90 }))).toBe("6540");
    expect(
      code(
        write("Deposit", {
          DepositToAccountRef: { value: "36" },
          Line: [{ Amount: 80, LinkedTxn: [{ TxnId: payment.Id, TxnType: "Payment" }] }],
        }),
      ),
    ).toBe("6540");
    expect(
      company.write({ entity: "Deposit", operation: "delete", body: key(deposit), actor: "api" }).kind,
    ).toBe("deleted");
    expect(
      code(
        company.write({
          entity: "Payment",
          operation: "delete",
          body: key(read("Payment", payment.Id)),
          actor: "api",
        }),
      ),
    ).toBe("deleted");
  });

  test("stock goes out at what came in first, and a late bill changes the cost of an early sale", () => {
    const item = saved("Item", {
      Name: "Widget",
      Type: "Inventory",
      TrackQtyOnHand: true,
      QtyOnHand: 2,
      InvStartDate: "2026-01-01",
      PurchaseCost: 3,
      UnitPrice: 10,
      IncomeAccountRef: { value: "79" },
      ExpenseAccountRef: { value: "80" },
      AssetAccountRef: { value: "81" },
    });
    const cost = (id: string): number =>
      [...company.ledger()]
        .filter(
          (posting) =>
            posting.entity === "Invoice" && posting.transactionId === id && posting.accountId === "80",
        )
        .reduce((sum, { cents }) => sum + cents, 0);
    const buy = (TxnDate: string, Qty: number, UnitPrice: number) =>
      saved("Bill", {
        VendorRef: { value: "41" },
        TxnDate,
        Line: [
          {
            Amount: Qty * UnitPrice,
            DetailType: "ItemBasedExpenseLineDetail",
            ItemBasedExpenseLineDetail: { ItemRef: { value: item.Id }, Qty, UnitPrice },
          },
        ],
      });
    buy("2026-02-01", 5, 4);
    const sold = invoice({
      TxnDate: "2026-03-01",
      Line: [sale(40, { ItemRef: { value: item.Id }, Qty: 4, UnitPrice: 10 })],
    });
    expect(cost(sold.Id)).toBe(2 * 300 + 2 * 400);
    expect(read("Item", item.Id)["QtyOnHand"]).toBe(3);
    buy("2026-01-15", 1, 9);
    expect(cost(sold.Id)).toBe(2 * 300 + 900 + 400);
    expect(read("Invoice", sold.Id).SyncToken).toBe("0");
    const oversold = invoice({
      TxnDate: "2026-04-01",
      Line: [sale(100, { ItemRef: { value: item.Id }, Qty: 10, UnitPrice: 10 })],
    });
    expect(read("Item", item.Id)["QtyOnHand"]).toBe(-6);
    expect(cost(oversold.Id)).toBe(4 * 400 + 6 * 300);
    buy("2026-05-01", 10, 5);
    expect(cost(oversold.Id)).toBe(4 * 400 + 6 * 500);
  });
});

describe("voiding, each in its own way", () => {
  const voidOf = (entity: string, object: WireObject): WriteResult =>
    company.write({ entity, operation: "void", body: key(object), actor: "api" });

  test("an invoice keeps its lines with nothing in them, and its payment is set free", () => {
    const made = invoice({
      PrivateNote: "old note",
      Line: [sale(100, { Qty: 2, UnitPrice: 50, TaxCodeRef: { value: "TAX" } })],
    });
    const payment = pay(made, 50);
    const result = voidOf("Invoice", read("Invoice", made.Id));
    expect(result.kind).toBe("written");
    expect(read("Invoice", made.Id)).toMatchObject({
      SyncToken: "1",
      TotalAmt: 0,
      Balance: 0,
      LinkedTxn: [],
      TxnTaxDetail: { TotalTax: 0 },
      PrivateNote: "Voided - old note",
      Line: [{ Id: "1", Amount: 0, SalesItemLineDetail: { Qty: 0 } }, { Amount: 0 }],
    });
    expect(read("Payment", payment.Id)).toMatchObject({ UnappliedAmt: 50, Line: [] });
    expect(events.at(-1)).toMatchObject({ operation: "voided", entity: "Invoice" });
    expect(voidOf("Invoice", invoice()).kind).toBe("written");
    expect(read("Invoice", invoice().Id)["PrivateNote"]).toBeUndefined();
  });

  test("a payment by either form, a bill payment and a sales receipt by include=void", () => {
    const made = invoice();
    const payment = pay(made, 100);
    expect(write("Payment", { ...key(payment), sparse: true }, { includeVoid: true }).kind).toBe("written");
    expect(read("Payment", payment.Id)).toMatchObject({
      TotalAmt: 0,
      UnappliedAmt: 0,
      Line: [],
      PrivateNote: "Voided",
    });
    expect(read("Invoice", made.Id)).toMatchObject({ Balance: 100, LinkedTxn: [] });
    expect(voidOf("Payment", saved("Payment", { CustomerRef: { value: "1" }, TotalAmt: 5 })).kind).toBe(
      "written",
    );
    const bill = saved("Bill", { VendorRef: { value: "41" }, Line: [expense(60)] });
    const paid = saved("BillPayment", {
      VendorRef: { value: "41" },
      PayType: "Check",
      CheckPayment: { BankAccountRef: { value: "35" } },
      TotalAmt: 60,
      Line: [{ Amount: 60, LinkedTxn: [{ TxnId: bill.Id, TxnType: "Bill" }] }],
    });
    expect(read("Bill", bill.Id)).toMatchObject({
      Balance: 0,
      LinkedTxn: [{ TxnId: paid.Id, TxnType: "BillPaymentCheck" }],
    });
    expect(write("BillPayment", { ...key(paid), sparse: true }, { includeVoid: true }).kind).toBe("written");
    expect(read("BillPayment", paid.Id)).toMatchObject({ TotalAmt: 0, Line: [] });
    expect(read("Bill", bill.Id)).toMatchObject({ Balance: 60, LinkedTxn: [] });
    expect(
      write(
        "SalesReceipt",
        { ...key(saved("SalesReceipt", { Line: [sale(5)] })), sparse: true },
        { includeVoid: true },
      ).kind,
    ).toBe("written");
  });

  test("the others answer as oddly as Intuit does", () => {
    const purchase = saved("Purchase", {
      PaymentType: "Cash",
      AccountRef: { value: "35" },
      Line: [expense(5)],
    });
    expect(voidOf("Purchase", purchase)).toMatchObject({
      status: 400,
      errors: [{ code: "500", Detail: "Operation void is not supported.", element: "Operation" }],
    });
    const bill = saved("Bill", { VendorRef: { value: "41" }, Line: [expense(60)] });
    expect(voidOf("Bill", bill)).toMatchObject({
      kind: "fault",
      status: 200,
      type: "SystemFault",
      errors: [{ code: "10000", element: "SystemFailureError" }],
    });
    const [entry] = company.scan("JournalEntry", { order: "id", limit: 1 });
    expect(entry === undefined ? undefined : voidOf("JournalEntry", entry)).toEqual({ kind: "nothing" });
    expect(write("Purchase", { ...key(purchase) }, { includeVoid: true, actor: "person" }).kind).toBe(
      "written",
    );
    expect(read("Purchase", purchase.Id)).toMatchObject({
      status: "Voided",
      TotalAmt: 0,
      PrivateNote: "Voided",
    });
  });
});

describe("names that go", () => {
  test("deactivating appends (deleted), keeps the balance of a customer and hides it from the default list", () => {
    const customer = saved("Customer", { DisplayName: "Gone Geese" });
    const active = company.count("Customer", { activeOnly: true });
    const gone = saved("Customer", { ...key(customer), sparse: true, Active: false });
    expect(gone).toMatchObject({
      Active: false,
      DisplayName: "Gone Geese (deleted)",
      FullyQualifiedName: "Gone Geese (deleted)",
      SyncToken: "1",
    });
    expect(company.count("Customer", { activeOnly: true })).toBe(active - 1);
    expect(
      [...company.scan("Customer", { order: "id", activeOnly: true })].some(({ Id }) => Id === customer.Id),
    ).toBe(false);
    expect(code(write("Invoice", { CustomerRef: { value: customer.Id }, Line: [sale(1)] }))).toBe("610");
    expect(code(write("Customer", { DisplayName: "Gone Geese" }))).toBe("written");
    const back = write("Customer", { ...key(gone), sparse: true, Active: true });
    expect(code(back)).toBe("6240");
    expect(
      saved("Customer", { ...key(gone), sparse: true, Active: true, DisplayName: "Back Again" }),
    ).toMatchObject({ Active: true, DisplayName: "Back Again" });
  });

  test("names cannot be deleted, and system accounts cannot be switched off", () => {
    expect(
      code(
        company.write({
          entity: "Customer",
          operation: "delete",
          body: key(read("Customer", "1")),
          actor: "api",
        }),
      ),
    ).toBe("500");
    expect(code(write("Account", { ...key(read("Account", "84")), sparse: true, Active: false }))).toBe(
      "6000",
    );
  });

  test("a merge moves everything to the winner and tells of the loser", () => {
    const winner = saved("Customer", { DisplayName: "Winner" });
    const loser = saved("Customer", { DisplayName: "Loser" });
    const made = saved("Invoice", { CustomerRef: { value: loser.Id }, Line: [sale(33)] });
    expect(company.merge("Customer", winner.Id, loser.Id).kind).toBe("written");
    expect(read("Customer", winner.Id)["Balance"]).toBe(33);
    expect(company.read("Customer", loser.Id)).toBeUndefined();
    expect(read("Invoice", made.Id)["CustomerRef"]).toEqual({ value: winner.Id, name: "Winner" });
    expect(events.at(-1)).toMatchObject({ operation: "merged", id: winner.Id, deletedId: loser.Id });
    expect(company.deletedSince("Customer", ms - 1_000).map(({ id }) => id)).toEqual([loser.Id]);
  });

  test("six levels are one too many", () => {
    let parent = saved("Customer", { DisplayName: "Level 0" });
    for (let level = 1; level <= 4; level++)
      parent = saved("Customer", {
        DisplayName: `Level ${level}`,
        Job: true,
        ParentRef: { value: parent.Id },
      });
    expect(parent).toMatchObject({ FullyQualifiedName: "Level 0:Level 1:Level 2:Level 3:Level 4", Level: 4 });
    expect(
      code(write("Customer", { DisplayName: "Level 5", Job: true, ParentRef: { value: parent.Id } })),
    ).toBe("6180");
  });
});

describe("closed books and e-mail", () => {
  test("nothing dated in closed books can be written, changed or deleted", () => {
    const old = invoice({ TxnDate: "2026-03-01" });
    const preferences = read("Preferences", "1");
    saved("Preferences", {
      ...key(preferences),
      sparse: true,
      AccountingInfoPrefs: { BookCloseDate: "2026-06-30" },
    });
    expect(read("Preferences", "1")["AccountingInfoPrefs"]).toMatchObject({
      BookCloseDate: "2026-06-30",
      TrackDepartments: true,
    });
    expect(
      code(write("Invoice", { CustomerRef: { value: "1" }, TxnDate: "2026-06-30", Line: [sale(1)] })),
    ).toBe("6210");
    expect(code(write("Invoice", { ...key(old), sparse: true, PrivateNote: "x" }))).toBe("6210");
    expect(
      code(company.write({ entity: "Invoice", operation: "delete", body: key(old), actor: "api" })),
    ).toBe("6210");
    expect(
      code(write("Invoice", { CustomerRef: { value: "1" }, TxnDate: "2026-07-01", Line: [sale(1)] })),
    ).toBe("written");
  });

  test("sending marks the document, and needs an address", () => {
    const made = invoice();
    const result = company.write({
      entity: "Invoice",
      operation: "send",
      body: { Id: made.Id, sendTo: "amy@example.com" },
      actor: "api",
    });
    expect(result).toMatchObject({
      kind: "written",
      object: {
        EmailStatus: "EmailSent",
        BillEmail: { Address: "amy@example.com" },
        DeliveryInfo: { DeliveryType: "Email" },
      },
    });
    expect(events.at(-1)).toMatchObject({ operation: "emailed" });
    const customer = saved("Customer", { DisplayName: "No Mail" });
    const silent = saved("Invoice", { CustomerRef: { value: customer.Id }, Line: [sale(1)] });
    expect(
      code(company.write({ entity: "Invoice", operation: "send", body: { Id: silent.Id }, actor: "api" })),
    ).toBe("6420");
  });
});

describe("habits that could not be confirmed are switches", () => {
  const withHabits = (habits: Partial<BooksHabits>) => {
    company = openCompany(
      { realmId: "1", seed: 5, index: 0, size: 420, profile: "landscaper" },
      { now: () => ms },
      () => ({ ...usualHabits, ...habits }),
    );
  };

  test("the SyncToken of a paid invoice moves where the switch says so", () => {
    withHabits({ linkedSyncTokenMoves: true });
    const made = invoice();
    pay(made, 40);
    expect(read("Invoice", made.Id).SyncToken).toBe("1");
  });

  test("tax is rounded on the sum or on each line", () => {
    const lines = {
      TxnTaxDetail: { TxnTaxCodeRef: { value: "2" } },
      Line: Array.from({ length: 3 }, () => sale(0.55, { TaxCodeRef: { value: "TAX" } })),
    };
    expect(invoice(lines)["TxnTaxDetail"]).toMatchObject({ TotalTax: 0.13 });
    withHabits({ salesTaxRounding: "line" });
    expect(invoice(lines)["TxnTaxDetail"]).toMatchObject({ TotalTax: 0.12 });
  });

  test("earlier years stay on their accounts in a trial balance, and its two sides agree all the same", () => {
    const hasRetainedEarnings = (): boolean =>
      JSON.stringify(company.report("TrialBalance", new Map())).includes('"Retained Earnings"');
    expect(hasRetainedEarnings()).toBe(true);
    withHabits({ trialBalancePriorYears: "accounts" });
    expect(hasRetainedEarnings()).toBe(false);
  });

  test("closed books answer 6200 where no password is set", () => {
    withHabits({ closedBooksCode: "6200" });
    saved("Preferences", {
      ...key(read("Preferences", "1")),
      sparse: true,
      AccountingInfoPrefs: { BookCloseDate: "2026-06-30" },
    });
    expect(
      code(write("Invoice", { CustomerRef: { value: "1" }, TxnDate: "2026-06-30", Line: [sale(1)] })),
    ).toBe("6200");
  });
});
