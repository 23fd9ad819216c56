// Sales that trip clients up: two tax agencies, bundles, credits tied by a payment of nothing, statement charges.

import { accountIds } from "../chart-of-accounts.ts";
import { amountOf, type Past } from "./past.ts";

export function salesHistory(past: Past): void {
  const service = past.item("Service");
  const stocked = past.item("Inventory");
  const bundle = past.item("Group");

  past.at(0.12);
  // One invoice that owes two agencies: rates of the Border code belong to both.
  past.save("Invoice", {
    CustomerRef: past.customer(0),
    TxnDate: past.today,
    ...past.formTaxCode("4"),
    Line: [past.sale(stocked, 4, 49.99, true), past.sale(service, 1.5, 80)],
  });
  past.save("Invoice", {
    CustomerRef: past.customer(2),
    TxnDate: past.today,
    ApplyTaxAfterDiscount: true,
    ...past.formTaxCode("2"),
    Line: [
      past.sale(stocked, 3, 33.33, true),
      past.sale(service, 2, 45),
      {
        DetailType: "DescriptionOnly",
        Description: "Delivered to the back door – ring twice",
        DescriptionLineDetail: {},
      },
      { DetailType: "DiscountLineDetail", DiscountLineDetail: { PercentBased: true, DiscountPercent: 12.5 } },
    ],
  });
  past.save("Invoice", {
    CustomerRef: past.customer(1),
    TxnDate: past.today,
    Line: [{ DetailType: "GroupLineDetail", GroupLineDetail: { GroupItemRef: bundle, Quantity: 2 } }],
  });

  past.at(0.2);
  const estimate = past.save("Estimate", {
    CustomerRef: past.customer(3),
    TxnDate: past.today,
    TxnStatus: "Accepted",
    AcceptedBy: "Diego",
    AcceptedDate: past.today,
    Line: [past.sale(service, 10, 70)],
  });
  const fromEstimate = past.save("Invoice", {
    CustomerRef: past.customer(3),
    TxnDate: past.today,
    LinkedTxn: [{ TxnId: estimate.Id, TxnType: "Estimate" }],
    Line: [past.sale(service, 10, 70)],
  });
  // Money that came with the order, then the rest in two parts.
  const withDeposit = past.save("Invoice", {
    CustomerRef: past.customer(3),
    TxnDate: past.today,
    Deposit: 100,
    DepositToAccountRef: { value: accountIds.checking },
    Line: [past.sale(service, 8, 62.5)],
  });
  past.at(0.23);
  past.save("Payment", {
    CustomerRef: past.customer(3),
    TotalAmt: 150,
    Line: [past.applied(150, "Invoice", withDeposit)],
  });
  past.save("Payment", {
    CustomerRef: past.customer(3),
    TotalAmt: 1_000,
    PaymentRefNum: "WIRE-77",
    DepositToAccountRef: { value: accountIds.checking },
    Line: [past.applied(250, "Invoice", withDeposit), past.applied(700, "Invoice", fromEstimate)],
  });

  past.at(0.31);
  const owed = past.save("Invoice", {
    CustomerRef: past.customer(4),
    TxnDate: past.today,
    Line: [past.sale(service, 3, 90)],
  });
  const credit = past.save("CreditMemo", {
    CustomerRef: past.customer(4),
    TxnDate: past.today,
    Line: [past.sale(service, 1, 90)],
  });
  past.at(0.32);
  past.save("Payment", {
    CustomerRef: past.customer(4),
    TotalAmt: 0,
    PrivateNote: "Created by QB Online to link credits to charges.",
    Line: [past.applied(90, "Invoice", owed), past.applied(90, "CreditMemo", credit)],
  });
  past.save("CreditMemo", {
    CustomerRef: past.customer(5),
    TxnDate: past.today,
    Line: [past.sale(stocked, 1, 49.99, false)],
  });

  past.at(0.4);
  past.save("RefundReceipt", {
    CustomerRef: past.customer(5),
    TxnDate: past.today,
    DepositToAccountRef: { value: accountIds.checking },
    PaymentMethodRef: { value: "2" },
    Line: [past.sale(service, 1, 25)],
  });
  const voided = past.save("Invoice", {
    CustomerRef: past.customer(6),
    TxnDate: past.today,
    PrivateNote: "Second visit",
    Line: [past.sale(service, 2, 55), past.sale(stocked, 2, 20)],
  });
  const freed = past.save("Payment", {
    CustomerRef: past.customer(6),
    TotalAmt: 60,
    Line: [past.applied(60, "Invoice", voided)],
  });
  past.at(0.43);
  // The payment is set free by the void and goes to the next invoice.
  past.void("Invoice", voided);
  const next = past.save("Invoice", {
    CustomerRef: past.customer(6),
    TxnDate: past.today,
    Line: [past.sale(service, 1, 60)],
  });
  past.change("Payment", freed, { TotalAmt: 60, Line: [past.applied(60, "Invoice", next)] });

  past.at(0.5);
  const bounced = past.save("Invoice", {
    CustomerRef: past.customer(7),
    TxnDate: past.today,
    Line: [past.sale(service, 4, 75)],
  });
  past.void(
    "Payment",
    past.save("Payment", {
      CustomerRef: past.customer(7),
      TotalAmt: amountOf(bounced, "TotalAmt"),
      PaymentRefNum: "1077",
      Line: [past.applied(300, "Invoice", bounced)],
    }),
  );
  past.void(
    "SalesReceipt",
    past.save("SalesReceipt", {
      CustomerRef: past.customer(8),
      TxnDate: past.today,
      Line: [past.sale(stocked, 1, 30)],
    }),
  );
  // Nobody is named on a cash sale.
  past.save("SalesReceipt", {
    TxnDate: past.today,
    PaymentMethodRef: { value: "1" },
    Line: [past.sale(stocked, 2, 12.75), past.sale(service, 4.5, 75)],
  });
  past.save("Payment", { CustomerRef: past.customer(8), TotalAmt: 400, PrivateNote: "Prepayment" });

  past.at(0.58);
  // QuickBooks shows such an invoice as nothing but a subtotal; its income sits in the charge behind it.
  past.act({
    kind: "statementCharge",
    customerId: past.customer(9).value,
    itemId: service.value,
    on: past.today,
    amount: 375,
  });
}

/** An item moves to another account: what was sold before stays where it was booked. */
export function itemAccountHistory(past: Past): void {
  past.at(0.61);
  const item = past.item("Service", 1);
  past.save("Invoice", {
    CustomerRef: past.customer(10),
    TxnDate: past.today,
    Line: [past.sale(item, 2, 65)],
  });
  past.at(0.62);
  const object = past.state.read("Item", item.value);
  if (object !== undefined) past.change("Item", object, { IncomeAccountRef: { value: accountIds.design } });
  past.save("Invoice", {
    CustomerRef: past.customer(10),
    TxnDate: past.today,
    Line: [past.sale(item, 3, 65)],
  });
}
