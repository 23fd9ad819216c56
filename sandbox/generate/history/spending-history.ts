// Spending that trips clients up: card refunds, billable lines, orders that became bills, credits in bill payments.

import { accountIds } from "../chart-of-accounts.ts";
import { amountOf, type Past } from "./past.ts";

export function spendingHistory(past: Past): void {
  const stocked = past.item("Inventory");
  const mastercard = { value: accountIds.mastercard };
  const checking = { value: accountIds.checking };

  past.at(0.15);
  past.save("Purchase", {
    PaymentType: "CreditCard",
    AccountRef: mastercard,
    EntityRef: { ...past.vendor(0), type: "Vendor" },
    TxnDate: past.today,
    Line: [past.expense("20", 84.36), past.expense("56", 52.14)],
  });
  past.save("Purchase", {
    PaymentType: "CreditCard",
    Credit: true,
    AccountRef: mastercard,
    EntityRef: { ...past.vendor(0), type: "Vendor" },
    TxnDate: past.today,
    Line: [past.expense("20", 84.36)],
  });
  past.save("Purchase", {
    PaymentType: "Check",
    AccountRef: checking,
    DocNumber: "Debit",
    EntityRef: { ...past.employee(0), type: "Employee" },
    TxnDate: past.today,
    Line: [past.expense("13", 23.5)],
  });
  past.void(
    "Purchase",
    past.save("Purchase", {
      PaymentType: "Check",
      AccountRef: checking,
      DocNumber: "75",
      TxnDate: past.today,
      PrivateNote: "wrong payee",
      Line: [past.expense("15", 228.75)],
    }),
  );

  past.at(0.27);
  past.save("Bill", {
    VendorRef: past.vendor(1),
    TxnDate: past.today,
    DocNumber: "BILL-1",
    Line: [
      past.expense("59", 103.55, { CustomerRef: past.customer(2), BillableStatus: "Billable" }),
      past.expense("58", 250, { CustomerRef: past.customer(2), BillableStatus: "NotBillable" }),
    ],
  });
  const order = past.save("PurchaseOrder", {
    VendorRef: past.vendor(2),
    TxnDate: past.today,
    Line: [past.bought(stocked, 10, 9.5)],
  });
  past.at(0.3);
  past.save("Bill", {
    VendorRef: past.vendor(2),
    TxnDate: past.today,
    LinkedTxn: [{ TxnId: order.Id, TxnType: "PurchaseOrder" }],
    Line: [past.bought(stocked, 10, 9.5)],
  });
  past.save("PurchaseOrder", {
    VendorRef: past.vendor(2),
    TxnDate: past.today,
    Line: [past.bought(stocked, 25, 9.25)],
  });

  past.at(0.36);
  const bill = past.save("Bill", {
    VendorRef: past.vendor(3),
    TxnDate: past.today,
    Line: [past.expense("17", 900)],
  });
  const credit = past.save("VendorCredit", {
    VendorRef: past.vendor(3),
    TxnDate: past.today,
    Line: [past.expense("17", 120)],
  });
  past.at(0.38);
  past.save("BillPayment", {
    VendorRef: past.vendor(3),
    PayType: "Check",
    CheckPayment: { BankAccountRef: checking },
    DocNumber: "3",
    TotalAmt: 780,
    Line: [past.applied(900, "Bill", bill), past.applied(120, "VendorCredit", credit)],
  });
  past.save("VendorCredit", {
    VendorRef: past.vendor(4),
    TxnDate: past.today,
    Line: [past.expense("75", 44.4)],
  });

  past.at(0.47);
  const half = past.save("Bill", {
    VendorRef: past.vendor(5),
    TxnDate: past.today,
    Line: [past.expense("69", 375), past.bought(stocked, 3, 11)],
  });
  past.save("BillPayment", {
    VendorRef: past.vendor(5),
    PayType: "CreditCard",
    CreditCardPayment: { CCAccountRef: { value: accountIds.visa } },
    TotalAmt: 200,
    Line: [past.applied(200, "Bill", half)],
  });
  const paid = past.save("Bill", {
    VendorRef: past.vendor(6),
    TxnDate: past.today,
    Line: [past.expense("76", 86.44)],
  });
  past.void(
    "BillPayment",
    past.save("BillPayment", {
      VendorRef: past.vendor(6),
      PayType: "Check",
      CheckPayment: { BankAccountRef: checking },
      TotalAmt: amountOf(paid, "TotalAmt"),
      Line: [past.applied(86.44, "Bill", paid)],
    }),
  );
  // Goods sent back to the supplier.
  past.save("VendorCredit", {
    VendorRef: past.vendor(2),
    TxnDate: past.today,
    Line: [past.bought(stocked, 2, 9.5)],
  });
}

export function stockHistory(past: Past): void {
  const stocked = past.item("Inventory", 1);
  past.at(0.66);
  past.save("InventoryAdjustment", {
    AdjustAccountRef: { value: accountIds.shrinkage },
    TxnDate: past.today,
    DocNumber: "START",
    Line: [
      { DetailType: "ItemAdjustmentLineDetail", ItemAdjustmentLineDetail: { ItemRef: stocked, QtyDiff: -3 } },
    ],
  });
  past.save("InventoryAdjustment", {
    AdjustAccountRef: { value: accountIds.shrinkage },
    TxnDate: past.today,
    Line: [
      { DetailType: "ItemAdjustmentLineDetail", ItemAdjustmentLineDetail: { ItemRef: stocked, QtyDiff: 2 } },
    ],
  });
  // Sold before it arrived, then delivered: the cost of the sale is trued up.
  const units = Number(past.state.read("Item", stocked.value)?.["QtyOnHand"] ?? 0);
  past.save("Invoice", {
    CustomerRef: past.customer(11),
    TxnDate: past.today,
    Line: [past.sale(stocked, Math.max(5, units + 5), 19.5, true)],
  });
  past.at(0.67);
  past.save("Bill", {
    VendorRef: past.vendor(2),
    TxnDate: past.today,
    Line: [past.bought(stocked, Math.max(40, units + 40), 7.8)],
  });
}
