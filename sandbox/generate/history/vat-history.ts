// Forms outside the United States whose amounts hold their tax, or have none; and what is paid to the tax office.

import { accountIds } from "../chart-of-accounts.ts";
import type { VatFacts } from "../blueprint.ts";
import { amountOf, type Past } from "./past.ts";

export function vatHistory(past: Past, { standard, reduced, exempt }: VatFacts): void {
  const service = past.item("Service");
  const stocked = past.item("Inventory");
  const code = ({ ref }: VatFacts["standard"]) => ({ TaxCodeRef: { value: ref.value } });
  const checking = { value: accountIds.checking };

  past.at(0.63);
  // Shop prices hold the tax: 20 and 5 percent and none on one invoice, with cents that do not divide evenly.
  const gross = past.save("Invoice", {
    CustomerRef: past.customer(9),
    TxnDate: past.today,
    GlobalTaxCalculation: "TaxInclusive",
    Line: [
      past.sale(stocked, 3, 9.99, true),
      past.sale(service, 1, 25, true, code(reduced)),
      past.sale(service, 2, 30.01),
    ],
  });
  past.save("Payment", {
    CustomerRef: past.customer(9),
    TotalAmt: amountOf(gross, "TotalAmt"),
    Line: [past.applied(amountOf(gross, "TotalAmt"), "Invoice", gross)],
  });
  past.save("Invoice", {
    CustomerRef: past.customer(8),
    TxnDate: past.today,
    GlobalTaxCalculation: "NotApplicable",
    Line: [past.sale(service, 4, 55)],
  });
  past.save("SalesReceipt", {
    CustomerRef: past.customer(5),
    TxnDate: past.today,
    GlobalTaxCalculation: "TaxInclusive",
    Line: [past.sale(stocked, 1, 14.5, true)],
  });
  past.save("CreditMemo", {
    CustomerRef: past.customer(4),
    TxnDate: past.today,
    Line: [past.sale(service, 1, 12.34, true, code(reduced)), past.sale(service, 1, 5, false, code(exempt))],
  });

  past.at(0.64);
  past.save("Bill", {
    VendorRef: past.vendor(2),
    TxnDate: past.today,
    GlobalTaxCalculation: "TaxInclusive",
    Line: [past.expense("15", 119.99), past.expense("11", 80, code(exempt)), past.bought(stocked, 5, 11.11)],
  });
  past.save("Bill", {
    VendorRef: past.vendor(6),
    TxnDate: past.today,
    GlobalTaxCalculation: "NotApplicable",
    Line: [past.expense("17", 750)],
  });
  const purchase = past.save("Purchase", {
    PaymentType: "Cash",
    AccountRef: checking,
    TxnDate: past.today,
    GlobalTaxCalculation: "TaxInclusive",
    Line: [past.expense("20", 36, code(standard))],
  });
  past.at(0.65);
  past.change("Purchase", purchase, { PaymentType: "Cash", PrivateNote: "Receipt found" });
  past.void(
    "Invoice",
    past.save("Invoice", {
      CustomerRef: past.customer(7),
      TxnDate: past.today,
      GlobalTaxCalculation: "TaxInclusive",
      Line: [past.sale(service, 1, 60, true)],
    }),
  );
}

/** Two quarters paid, and one in which the tax office owed the company. */
export function taxPaymentHistory(past: Past): void {
  for (const [share, PaymentAmount, Refund] of [
    [0.4, 1_204.55, false],
    [0.65, 318.2, true],
    [0.9, 2_077, false],
  ] as const) {
    const day = past.at(share);
    past.save("TaxPayment", {
      PaymentDate: day,
      PaymentAccountRef: { value: accountIds.checking },
      PaymentAmount,
      Refund,
      Description: Refund ? "VAT repaid by HMRC" : "VAT return",
    });
  }
}
