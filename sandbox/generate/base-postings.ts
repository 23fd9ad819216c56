// The double entry of a base row straight from its skeleton, without making the object first: a
// million rows are added up on opening. It must agree with the posting of the object itself, which a
// test checks row by row.

import type { Ref } from "../company/refs.ts";
import { type NameEntity, type Posting, type PostingMarks, balanced, posting } from "../ledger/posting.ts";
import type { Base } from "./base.ts";
import type { ItemFacts, Party } from "./blueprint.ts";
import { accountIds } from "./chart-of-accounts.ts";
import { entryOf, transferAccounts } from "./objects/other-objects.ts";
import { depositAccount, depositExtras } from "./objects/payment-objects.ts";
import { bookedIncome } from "./objects/sale-line-objects.ts";
import { billPayWay, purchaseWay } from "./objects/spend-objects.ts";
import { bulkKinds } from "./profile.ts";
import { saleOf } from "./planned-sale.ts";
import { spendLinesOf, spendTaxes } from "./spend-lines.ts";

const marksOf = (entity: NameEntity, party: Party): PostingMarks => ({
  nameEntity: entity,
  nameId: party.ref.value,
});

/** +1 for what a customer owes or pays, -1 for what is given back. */
function salePostings(
  base: Base,
  row: number,
  control: Ref,
  sign: 1 | -1,
  size: "full" | "small",
): readonly Posting[] {
  const customer = base.customer(row);
  const sale = saleOf(base.blueprint, row, customer.taxCode, size);
  const rate = base.rate(row, customer.currency);
  const marks = marksOf("Customer", customer);
  const postings = [posting(control.value, sign * sale.totalCents, rate, marks)];
  for (const line of sale.lines)
    postings.push(
      posting(bookedIncome(base, row, line.facts).value, -sign * line.amountCents, rate, {
        ...marks,
        itemId: line.facts.ref.value,
      }),
    );
  if (sale.discountCents > 0)
    postings.push(posting(accountIds.discountsGiven, sign * sale.discountCents, rate, marks));
  for (const part of sale.taxes)
    if (part.cents !== 0) postings.push(posting(part.rate.payableAccountId, -sign * part.cents, rate, marks));
  return balanced(postings);
}

const spendAccount = (item: ItemFacts): string =>
  item.asset?.value ?? item.expense?.value ?? item.income.value;

/** +1 when money is spent or owed, -1 when it comes back. */
function spendPostings(
  base: Base,
  row: number,
  control: Ref,
  sign: 1 | -1,
  pattern: "bill" | "purchase",
  onlyFirst = false,
): readonly Posting[] {
  const vendor = base.vendor(row);
  const rate = base.rate(row, vendor.currency);
  const marks = marksOf("Vendor", vendor);
  const all = spendLinesOf(base.blueprint, row, pattern);
  const lines = onlyFirst ? all.slice(0, 1) : all;
  const postings = [posting(control.value, -sign * base.totalCents(row), rate, marks)];
  for (const line of lines) {
    const account = line.item === undefined ? (line.account?.value ?? "") : spendAccount(line.item);
    postings.push(
      posting(account, sign * line.amountCents, rate, { ...marks, itemId: line.item?.ref.value }),
    );
  }
  for (const part of spendTaxes(base.blueprint, lines))
    if (part.cents !== 0) postings.push(posting(part.rate.payableAccountId, sign * part.cents, rate, marks));
  return balanced(postings);
}

/** Money against an invoice or a bill: what the two rates make of it is a gain or a loss. */
function settlementPostings(
  base: Base,
  row: number,
  sign: 1 | -1,
  money: Ref,
  control: Ref,
  party: Party,
  entity: NameEntity,
): readonly Posting[] {
  const rate = base.rate(row, party.currency);
  const marks = marksOf(entity, party);
  const total = base.totalCents(row);
  const applied = base.plan.extent[row] ?? 0;
  const settled = base.linked(row);
  const postings = [posting(money.value, sign * total, rate, marks)];
  if (settled >= 0)
    postings.push(posting(control.value, -sign * applied, base.rate(settled, party.currency), marks));
  if (total !== applied) postings.push(posting(control.value, -sign * (total - applied), rate, marks));
  const off = postings.reduce((sum, { cents }) => sum + cents, 0);
  if (off !== 0)
    postings.push({ accountId: accountIds.exchangeGainOrLoss, cents: -off, foreignCents: 0, ...marks });
  return postings;
}

function depositPostings(base: Base, row: number): readonly Posting[] {
  const start = base.linked(row);
  const count = base.plan.extent[row] ?? 0;
  const postings = [posting(accountIds.checking, base.totalCents(row), 1)];
  if (base.has(row, "cashBack")) postings.push(posting("1150040003", depositExtras.cashBack, 1));
  for (let index = 0; index < count; index++) {
    const taken = base.plan.undeposited[start + index] ?? 0;
    postings.push(
      posting(
        accountIds.undepositedFunds,
        -base.totalCents(taken),
        1,
        marksOf("Customer", base.customer(taken)),
      ),
    );
  }
  if (base.has(row, "extraLine")) postings.push(posting("25", -depositExtras.interest, 1));
  return postings;
}

export function basePostings(base: Base, row: number): readonly Posting[] {
  if (base.has(row, "voided")) return [];
  const kind = bulkKinds[base.plan.kind[row] ?? 0];
  if (kind === undefined) return [];
  switch (kind) {
    case "Invoice":
      return salePostings(base, row, base.receivable(base.customer(row).currency), 1, "full");
    case "SalesReceipt":
      return salePostings(base, row, depositAccount(base, row), 1, "full");
    case "CreditMemo":
      return salePostings(base, row, base.receivable(base.customer(row).currency), -1, "small");
    case "RefundReceipt":
      return salePostings(base, row, base.bank(base.customer(row).currency), -1, "small");
    case "Payment": {
      const customer = base.customer(row);
      return settlementPostings(
        base,
        row,
        1,
        depositAccount(base, row),
        base.receivable(customer.currency),
        customer,
        "Customer",
      );
    }
    case "Bill":
      return spendPostings(base, row, base.payable(base.vendor(row).currency), 1, "bill");
    case "VendorCredit":
      return spendPostings(base, row, base.payable(base.vendor(row).currency), -1, "purchase", true);
    case "Purchase": {
      const way = purchaseWay(base, row);
      return spendPostings(base, row, way.account, way.credit ? -1 : 1, "purchase");
    }
    case "BillPayment": {
      const vendor = base.vendor(row);
      const money =
        billPayWay(base, row) === "Check" ? base.bank(vendor.currency) : base.account(accountIds.mastercard);
      return settlementPostings(base, row, -1, money, base.payable(vendor.currency), vendor, "Vendor");
    }
    case "Deposit":
      return depositPostings(base, row);
    case "Transfer": {
      const [from, to] = transferAccounts(base, row);
      return [posting(to, base.totalCents(row), 1), posting(from, -base.totalCents(row), 1)];
    }
    case "JournalEntry": {
      const [debit, credit] = entryOf(base, row);
      return [posting(debit, base.totalCents(row), 1), posting(credit, -base.totalCents(row), 1)];
    }
    case "Estimate":
    case "PurchaseOrder":
    case "TimeActivity":
      return [];
  }
}
