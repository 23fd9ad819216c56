// What only the ledger shows: payroll, sales tax paid, balances cleared on deactivation, a reclassification, a changed cost.

import { accountIds } from "../chart-of-accounts.ts";
import type { Past } from "./past.ts";

export function unlistedHistory(past: Past): void {
  const checking = { value: accountIds.checking };

  for (const share of [0.5, 0.6, 0.7, 0.8, 0.9]) {
    const on = past.at(share);
    for (const [index, gross] of [3_200, 2_450.5].entries())
      past.act({ kind: "payroll", employeeId: past.employee(index).value, on, gross });
    if (share === 0.6 || share === 0.9) past.act({ kind: "payrollTaxPayment", on: past.at(share, -2) });
  }
  if (past.state.identity.country === "US")
    past.act({ kind: "salesTaxPayment", taxAgencyId: "1", on: past.at(0.72), amount: 38.5 });

  // Made inactive with a balance: QuickBooks clears it by itself.
  past.at(0.76);
  const tin = past.save("Account", {
    Name: "Old petty cash",
    AccountType: "Bank",
    AccountSubType: "CashOnHand",
  });
  past.save("Transfer", {
    FromAccountRef: checking,
    ToAccountRef: { value: tin.Id },
    Amount: 120,
    TxnDate: past.today,
  });
  const lamp = past.save("Item", {
    Name: "Discontinued lamp",
    Type: "Inventory",
    TrackQtyOnHand: true,
    QtyOnHand: 4,
    InvStartDate: past.today,
    PurchaseCost: 21.75,
    UnitPrice: 49,
    AssetAccountRef: { value: accountIds.inventory },
    IncomeAccountRef: { value: accountIds.productSales },
    ExpenseAccountRef: { value: accountIds.costOfGoods },
  });
  past.at(0.78);
  past.change("Account", tin, { Name: "Old petty cash", AccountType: "Bank", Active: false });
  past.change("Item", lamp, { Active: false });

  // The accountant moves licences to dues, and nothing tells a client.
  past.at(0.79);
  const licences = past.save("Purchase", {
    PaymentType: "Check",
    AccountRef: checking,
    TxnDate: past.today,
    Line: [past.expense("21", 310.25)],
  });
  past.act({
    kind: "reclassify",
    fromAccountId: "21",
    toAccountId: "10",
    transactions: [{ entity: "Purchase", id: licences.Id }],
    movesTime: false,
  });

  // A bill that comes late: what was sold since has another cost, and its invoice does not change.
  const early = past.at(0.68);
  past.at(0.81);
  past.act({
    kind: "backdatedPurchase",
    itemId: past.item("Inventory", 1).value,
    vendorId: past.vendor(2).value,
    on: early,
    quantity: 6,
    unitPrice: 8.4,
  });
}
