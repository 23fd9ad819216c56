// One record of every type that both third-party clients can write, with the least that Intuit asks for,
// and what the type allows afterwards.

export interface References {
  readonly customer: string;
  readonly vendor: string;
  readonly item: string;
  readonly expenseAccount: string;
  readonly bankAccount: string;
  readonly otherBankAccount: string;
  readonly employee: string;
}

export type Json = Record<string, unknown>;

export interface SampleRecord {
  /** As in the clients' method names: createInvoice, getInvoice, findInvoices, … */
  readonly entity: string;
  readonly plural: string;
  readonly body: (refs: References, unique: string) => Json;
  /** A sparse change, and the field that shows it. */
  readonly change: { readonly fields: Json; readonly shows: string };
  /** How it leaves the books. */
  readonly ends: "deleted" | "inactive" | "kept";
}

const ref = (value: string) => ({ value });
const note = { fields: { PrivateNote: "Checked with the client" }, shows: "PrivateNote" };

const salesLine = (refs: References, amount: number) => ({
  Amount: amount,
  DetailType: "SalesItemLineDetail",
  SalesItemLineDetail: { ItemRef: ref(refs.item) },
});
const expenseLine = (refs: References, amount: number) => ({
  Amount: amount,
  DetailType: "AccountBasedExpenseLineDetail",
  AccountBasedExpenseLineDetail: { AccountRef: ref(refs.expenseAccount) },
});
const journalLine = (side: "Debit" | "Credit", account: string, amount: number) => ({
  Amount: amount,
  DetailType: "JournalEntryLineDetail",
  JournalEntryLineDetail: { PostingType: side, AccountRef: ref(account) },
});

export const sampleRecords: readonly SampleRecord[] = [
  {
    entity: "Account",
    plural: "Accounts",
    body: (_refs, unique) => ({
      Name: `Petty cash ${unique}`,
      AccountType: "Bank",
      AccountSubType: "CashOnHand",
    }),
    change: { fields: { Description: "Front desk" }, shows: "Description" },
    ends: "inactive",
  },
  {
    entity: "Customer",
    plural: "Customers",
    body: (_refs, unique) => ({ DisplayName: `O'Brien & Sons ${unique}` }),
    change: { fields: { CompanyName: "O'Brien & Sons" }, shows: "CompanyName" },
    ends: "inactive",
  },
  {
    entity: "Vendor",
    plural: "Vendors",
    body: (_refs, unique) => ({ DisplayName: `Timber Yard ${unique}` }),
    change: { fields: { CompanyName: "Timber Yard" }, shows: "CompanyName" },
    ends: "inactive",
  },
  {
    entity: "Employee",
    plural: "Employees",
    body: (_refs, unique) => ({ GivenName: "Ana", FamilyName: `Miranda ${unique}` }),
    change: { fields: { EmployeeNumber: "E-17" }, shows: "EmployeeNumber" },
    ends: "inactive",
  },
  {
    entity: "Item",
    plural: "Items",
    body: (_refs, unique) => ({
      Name: `Weeding ${unique}`,
      Type: "Service",
      IncomeAccountRef: ref("1"),
    }),
    change: { fields: { UnitPrice: 12.5 }, shows: "UnitPrice" },
    ends: "inactive",
  },
  {
    entity: "Class",
    plural: "Classes",
    body: (_refs, unique) => ({ Name: `North ${unique}` }),
    change: { fields: { Name: "Northern" }, shows: "Name" },
    ends: "inactive",
  },
  {
    entity: "Department",
    plural: "Departments",
    body: (_refs, unique) => ({ Name: `Depot ${unique}` }),
    change: { fields: { Name: "Main depot" }, shows: "Name" },
    ends: "inactive",
  },
  {
    entity: "Term",
    plural: "Terms",
    body: (_refs, unique) => ({ Name: `Net 45 ${unique}`, DueDays: 45 }),
    change: { fields: { DueDays: 50 }, shows: "DueDays" },
    ends: "inactive",
  },
  {
    entity: "PaymentMethod",
    plural: "PaymentMethods",
    body: (_refs, unique) => ({ Name: `Wire ${unique}` }),
    change: { fields: { Name: "Bank wire" }, shows: "Name" },
    ends: "inactive",
  },
  {
    entity: "Invoice",
    plural: "Invoices",
    body: (refs) => ({ CustomerRef: ref(refs.customer), Line: [salesLine(refs, 120.5)] }),
    change: note,
    ends: "deleted",
  },
  {
    entity: "SalesReceipt",
    plural: "SalesReceipts",
    body: (refs) => ({ CustomerRef: ref(refs.customer), Line: [salesLine(refs, 33.25)] }),
    change: note,
    ends: "deleted",
  },
  {
    entity: "CreditMemo",
    plural: "CreditMemos",
    body: (refs) => ({ CustomerRef: ref(refs.customer), Line: [salesLine(refs, 20)] }),
    change: note,
    ends: "deleted",
  },
  {
    entity: "RefundReceipt",
    plural: "RefundReceipts",
    body: (refs) => ({
      CustomerRef: ref(refs.customer),
      DepositToAccountRef: ref(refs.bankAccount),
      Line: [salesLine(refs, 15)],
    }),
    change: note,
    ends: "deleted",
  },
  {
    entity: "Estimate",
    plural: "Estimates",
    body: (refs) => ({ CustomerRef: ref(refs.customer), Line: [salesLine(refs, 900)] }),
    change: note,
    ends: "deleted",
  },
  {
    entity: "Payment",
    plural: "Payments",
    body: (refs) => ({ CustomerRef: ref(refs.customer), TotalAmt: 40 }),
    change: note,
    ends: "deleted",
  },
  {
    entity: "Bill",
    plural: "Bills",
    body: (refs) => ({ VendorRef: ref(refs.vendor), Line: [expenseLine(refs, 77.7)] }),
    change: { ...note, fields: { ...note.fields } },
    ends: "deleted",
  },
  {
    entity: "VendorCredit",
    plural: "VendorCredits",
    body: (refs) => ({ VendorRef: ref(refs.vendor), Line: [expenseLine(refs, 9.99)] }),
    change: note,
    ends: "deleted",
  },
  {
    entity: "Purchase",
    plural: "Purchases",
    body: (refs) => ({
      PaymentType: "Check",
      AccountRef: ref(refs.bankAccount),
      Line: [expenseLine(refs, 61.2)],
    }),
    change: note,
    ends: "deleted",
  },
  {
    entity: "PurchaseOrder",
    plural: "PurchaseOrders",
    body: (refs) => ({
      VendorRef: ref(refs.vendor),
      APAccountRef: ref("33"),
      Line: [
        {
          Amount: 25,
          DetailType: "ItemBasedExpenseLineDetail",
          ItemBasedExpenseLineDetail: { ItemRef: ref(refs.item), Qty: 1, UnitPrice: 25 },
        },
      ],
    }),
    change: note,
    ends: "deleted",
  },
  {
    entity: "Deposit",
    plural: "Deposits",
    body: (refs) => ({
      DepositToAccountRef: ref(refs.bankAccount),
      Line: [
        {
          Amount: 20,
          DetailType: "DepositLineDetail",
          DepositLineDetail: { AccountRef: ref(refs.expenseAccount) },
        },
      ],
    }),
    change: note,
    ends: "deleted",
  },
  {
    entity: "Transfer",
    plural: "Transfers",
    body: (refs) => ({
      FromAccountRef: ref(refs.bankAccount),
      ToAccountRef: ref(refs.otherBankAccount),
      Amount: 120,
    }),
    change: note,
    ends: "deleted",
  },
  {
    entity: "JournalEntry",
    plural: "JournalEntries",
    body: (refs) => ({
      Line: [journalLine("Debit", refs.expenseAccount, 100), journalLine("Credit", refs.bankAccount, 100)],
    }),
    change: note,
    ends: "deleted",
  },
  {
    entity: "TimeActivity",
    plural: "TimeActivities",
    body: (refs) => ({
      NameOf: "Employee",
      EmployeeRef: ref(refs.employee),
      CustomerRef: ref(refs.customer),
      ItemRef: ref(refs.item),
      TxnDate: "2026-10-05",
      Hours: 2,
      Minutes: 30,
      HourlyRate: 40,
      BillableStatus: "NotBillable",
    }),
    change: { fields: { Description: "Pruning" }, shows: "Description" },
    ends: "deleted",
  },
];

/** Both clients refuse to send a change without the fields that Intuit needs even in a sparse update. */
export const neededInEveryUpdate: Readonly<Record<string, readonly string[]>> = {
  Purchase: ["PaymentType", "AccountRef"],
  Bill: ["VendorRef"],
  PurchaseOrder: ["VendorRef", "APAccountRef"],
  VendorCredit: ["VendorRef"],
  Deposit: ["DepositToAccountRef"],
  Transfer: ["FromAccountRef", "ToAccountRef", "Amount"],
  Payment: ["CustomerRef"],
  TimeActivity: ["NameOf"],
};
