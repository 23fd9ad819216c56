// Names that were switched off, merged and renamed; and what hangs on transactions: timesheets, files, templates.

import { accountIds } from "../chart-of-accounts.ts";
import { mix } from "../random.ts";
import type { Past } from "./past.ts";

export function listHistory(past: Past): void {
  past.at(0.72);
  const top = past.save("Customer", {
    DisplayName: "Nørrebro Café & Bar “Ø”",
    CompanyName: "Nørrebro Café & Bar “Ø”",
    GivenName: "Åse",
    FamilyName: "D'Arcy-O'Shea",
    PrimaryEmailAddr: { Address: "aase@example.com" },
    BillAddr: { Line1: '1 "Quoted" Lane', City: "Tucson", CountrySubDivisionCode: "AZ", PostalCode: "85719" },
  });
  const job = past.save("Customer", {
    DisplayName: "Kitchen <phase 1>",
    ParentRef: { value: top.Id },
    Job: true,
  });
  past.save("Customer", { DisplayName: "Tiles & Grout", ParentRef: { value: job.Id }, Job: true });
  const gone = past.save("Customer", { DisplayName: "Closed-Down Comics" });
  past.save("Invoice", {
    CustomerRef: { value: gone.Id },
    TxnDate: past.today,
    Line: [past.sale(past.item("Service"), 1, 40)],
  });
  const twin = past.save("Customer", { DisplayName: "Nørrebro Cafe and Bar" });
  past.save("Invoice", {
    CustomerRef: { value: twin.Id },
    TxnDate: past.today,
    Line: [past.sale(past.item("Service"), 2, 35)],
  });
  const oldVendor = past.save("Vendor", { DisplayName: "Fax & Typewriter Repairs" });
  past.save("Bill", {
    VendorRef: { value: oldVendor.Id },
    TxnDate: past.today,
    Line: [past.expense("75", 61)],
  });
  const oldItem = past.save("Item", {
    Name: "Typewriter Ribbon",
    Type: "NonInventory",
    UnitPrice: 9.5,
    IncomeAccountRef: { value: accountIds.services },
    ExpenseAccountRef: { value: "20" },
  });
  const unused = past.save("Account", {
    Name: "Suspense 2019",
    AccountType: "Expense",
    AccountSubType: "OtherMiscellaneousServiceCost",
  });
  const oldClass = past.save("Class", { Name: "Pilot" });

  past.at(0.78);
  past.merge("Customer", top, twin);
  for (const [entity, object] of [
    ["Customer", gone],
    ["Vendor", oldVendor],
    ["Item", oldItem],
    ["Account", unused],
    ["Class", oldClass],
  ] as const)
    past.change(entity, object, { Active: false });
  past.change("Customer", job, { DisplayName: "Kitchen <phase 1, revised>" });
}

/**
 * As long as Intuit allows, in Chinese: 2,000 characters are 6,000 bytes in UTF-8, and hardly compress, since
 * no two pieces are alike.
 */
function longestNote(seed: number): string {
  const firstIdeograph = 0x4e00;
  const ideographs = 0x5000;
  return Array.from({ length: 2_000 }, (_, index) =>
    String.fromCodePoint(firstIdeograph + (mix(seed, index) % ideographs)),
  ).join("");
}

export function paperHistory(past: Past): void {
  const service = past.item("Service");
  past.at(0.8);
  past.save("TimeActivity", {
    NameOf: "Employee",
    EmployeeRef: past.employee(2),
    CustomerRef: past.customer(3),
    ItemRef: service,
    BillableStatus: "Billable",
    HourlyRate: 65,
    Hours: 3,
    Minutes: 30,
    TxnDate: past.today,
    Description: "Site visit",
  });
  past.save("TimeActivity", {
    NameOf: "Vendor",
    VendorRef: past.vendor(1),
    StartTime: `${past.today}T08:00:00-08:00`,
    EndTime: `${past.today}T12:30:00-08:00`,
    TxnDate: past.today,
  });
  const bill = past.save("Bill", {
    VendorRef: past.vendor(8),
    TxnDate: past.today,
    Line: [past.expense("77", 56.5)],
  });
  past.save("Attachable", {
    FileName: "receipt.jpg",
    ContentType: "image/jpeg",
    Size: 48_120,
    AttachableRef: [{ EntityRef: { type: "Bill", value: bill.Id }, IncludeOnSend: false }],
  });
  past.save("Attachable", {
    Note: "Gate code is on the invoice of the pump.",
    AttachableRef: [{ EntityRef: { type: "Customer", value: past.customer(0).value } }],
  });
  past.save("Attachable", {
    Note: longestNote(past.blueprint.seed),
    AttachableRef: [{ EntityRef: { type: "Customer", value: past.customer(1).value } }],
  });
  const schedule = (Name: string, StartDate: string) => ({
    Name,
    RecurType: "Automated",
    Active: true,
    ScheduleInfo: { IntervalType: "Monthly", NumInterval: 1, DayOfMonth: 1, StartDate },
  });
  past.save("RecurringTransaction", {
    $wraps: "Invoice",
    CustomerRef: past.customer(1),
    RecurringInfo: schedule("Monthly service", past.today),
    Line: [past.sale(service, 1, 120)],
  });
  past.save("RecurringTransaction", {
    $wraps: "Bill",
    VendorRef: past.vendor(3),
    RecurringInfo: schedule("Rent", past.today),
    Line: [past.expense("17", 900)],
  });
}

/** Deletions of the last month, which change data capture still tells. */
export function deletionHistory(past: Past): void {
  const service = past.item("Service");
  past.at(1, 19);
  const invoice = past.save("Invoice", {
    CustomerRef: past.customer(2),
    TxnDate: past.today,
    Line: [past.sale(service, 1, 15)],
  });
  const purchase = past.save("Purchase", {
    PaymentType: "Cash",
    AccountRef: { value: accountIds.checking },
    TxnDate: past.today,
    Line: [past.expense("15", 9.99)],
  });
  const credit = past.save("CreditMemo", {
    CustomerRef: past.customer(2),
    TxnDate: past.today,
    Line: [past.sale(service, 1, 50)],
  });
  const open = past.save("Invoice", {
    CustomerRef: past.customer(3),
    TxnDate: past.today,
    Line: [past.sale(service, 2, 42)],
  });
  const payment = past.save("Payment", {
    CustomerRef: past.customer(3),
    TotalAmt: 84,
    Line: [past.applied(84, "Invoice", open)],
  });
  past.at(1, 12);
  past.delete("Invoice", invoice);
  past.delete("Purchase", purchase);
  past.at(1, 3);
  past.delete("CreditMemo", credit);
  past.delete("Payment", payment);
}
