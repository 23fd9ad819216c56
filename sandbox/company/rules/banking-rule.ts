// Completes deposits, transfers, credit card payments and sales tax payments.

import { toCents } from "../cents.ts";
import { faults } from "../fault.ts";
import { depositedDetail } from "../deposited-detail.ts";
import { fieldsAt, listAt, numberAt, refAt, textAt, type Fields } from "../wire-fields.ts";
import { entityOfLinkType } from "./applied-lines.ts";
import type { Draft } from "./draft.ts";
import { centsAt, commonHead, dayAt, homeAmount, moneyOf, picked, transactionDay } from "./form-head.ts";
import { lineIds } from "./line-ids.ts";
import { reject } from "./rejection.ts";

/** What Undeposited Funds can hold, and a deposit therefore take to the bank. */
const depositable = new Set(["Payment", "SalesReceipt", "RefundReceipt"]);

function takenLine(draft: Draft, line: Fields, link: Fields): { line: Fields; cents: number } {
  const type = textAt(link, "TxnType") ?? "";
  const id = textAt(link, "TxnId") ?? "";
  const entity = entityOfLinkType[type];
  if (entity === undefined || !depositable.has(entity)) return reject(faults.cannotLink(type, id));
  const receipt = draft.state.read(entity, id);
  if (receipt === undefined) return reject(faults.notFound());
  const elsewhere = listAt(receipt, "LinkedTxn").find(
    (other) => textAt(other, "TxnType") === "Deposit" && textAt(other, "TxnId") !== draft.before?.Id,
  );
  if (elsewhere !== undefined) reject(faults.deposited());
  const funds = refAt(receipt, "DepositToAccountRef");
  if (funds !== undefined && draft.state.chart.get(funds)?.subType !== "UndepositedFunds")
    reject(faults.cannotLink(type, id));
  const cents = (entity === "RefundReceipt" ? -1 : 1) * toCents(numberAt(receipt, "TotalAmt") ?? 0);
  return {
    line: {
      ...picked(line, ["Description"]),
      Amount: cents / 100,
      LinkedTxn: [{ TxnId: id, TxnType: type, TxnLineId: "0" }],
      ...depositedDetail(receipt),
    },
    cents,
  };
}

export function completeDeposit(draft: Draft): Record<string, unknown> {
  const { fields } = draft;
  const accountId = refAt(fields, "DepositToAccountRef") ?? reject(faults.required("DepositToAccountRef"));
  const account = draft.state.chart.get(accountId);
  if (account !== undefined && account.type !== "Bank" && account.type !== "Other Current Asset")
    reject(faults.accountType("A deposit goes to a bank or other current asset account."));
  const day = transactionDay(draft);
  const money = moneyOf(
    draft,
    account === undefined ? undefined : { CurrencyRef: { value: account.currency } },
    day,
  );
  const ids = lineIds(draft.before);
  let totalCents = 0;
  const lines: Fields[] = [];
  for (const line of listAt(fields, "Line")) {
    const link = listAt(line, "LinkedTxn")[0];
    if (link !== undefined) {
      const taken = takenLine(draft, line, link);
      totalCents += taken.cents;
      lines.push(taken.line);
      continue;
    }
    const detail = fieldsAt(line, "DepositLineDetail") ?? {};
    if (refAt(detail, "AccountRef") === undefined) reject(faults.required("AccountRef"));
    const cents = centsAt(line, "Amount") ?? reject(faults.required("Line.Amount"));
    totalCents += cents;
    lines.push({
      Id: ids.idFor(line),
      LineNum: lines.length + 1,
      ...picked(line, ["Description"]),
      Amount: cents / 100,
      DetailType: "DepositLineDetail",
      DepositLineDetail: detail,
    });
  }
  if (lines.length === 0) reject(faults.required("Line"));
  const cashBack = fieldsAt(fields, "CashBack");
  const cashCents = cashBack === undefined ? 0 : (centsAt(cashBack, "Amount") ?? 0);
  if (cashBack !== undefined && refAt(cashBack, "AccountRef") === undefined)
    reject(faults.required("CashBack.AccountRef"));
  totalCents -= cashCents;
  if (totalCents < 0) reject(faults.business("Transaction amount must be 0 or greater."));
  return {
    ...picked(fields, ["DepositToAccountRef", "CashBack"]),
    TotalAmt: totalCents / 100,
    ...homeAmount(draft, "HomeTotalAmt", totalCents, money),
    ...commonHead(draft, day, money, textAt(fields, "DocNumber")),
    Line: lines,
  };
}

export function completeTransfer(draft: Draft): Record<string, unknown> {
  const { fields, state } = draft;
  const from = refAt(fields, "FromAccountRef") ?? reject(faults.required("FromAccountRef"));
  const to = refAt(fields, "ToAccountRef") ?? reject(faults.required("ToAccountRef"));
  const cents = centsAt(fields, "Amount") ?? reject(faults.required("Amount"));
  for (const id of [from, to]) {
    const classification = state.chart.get(id)?.classification;
    if (classification === "Revenue" || classification === "Expense")
      reject(faults.accountType("A transfer is between balance sheet accounts."));
  }
  const day = transactionDay(draft);
  const money = moneyOf(draft, undefined, day);
  return {
    ...picked(fields, ["FromAccountRef", "ToAccountRef"]),
    Amount: cents / 100,
    ...commonHead(draft, day, money),
  };
}

export function completeCardPayment(draft: Draft): Record<string, unknown> {
  const { fields, state } = draft;
  const card = refAt(fields, "CreditCardAccountRef") ?? reject(faults.required("CreditCardAccountRef"));
  const bank = refAt(fields, "BankAccountRef") ?? reject(faults.required("BankAccountRef"));
  if (state.chart.get(card)?.type !== "Credit Card" || state.chart.get(bank)?.type !== "Bank")
    reject(faults.accountType("A credit card is paid from a bank account."));
  const cents = centsAt(fields, "Amount") ?? reject(faults.required("Amount"));
  const day = transactionDay(draft);
  const { DocNumber: _none, ...head } = commonHead(draft, day, moneyOf(draft, undefined, day));
  return {
    ...picked(fields, [
      "CreditCardAccountRef",
      "BankAccountRef",
      "VendorRef",
      "CheckNum",
      "Memo",
      "PrintStatus",
    ]),
    Amount: cents / 100,
    ...head,
  };
}

export function completeTaxPayment(draft: Draft): Record<string, unknown> {
  const { fields } = draft;
  const cents = centsAt(fields, "PaymentAmount") ?? reject(faults.required("PaymentAmount"));
  if (refAt(fields, "PaymentAccountRef") === undefined) reject(faults.required("PaymentAccountRef"));
  const day = dayAt(fields, "PaymentDate") ?? reject(faults.required("PaymentDate"));
  return {
    PaymentDate: day,
    ...picked(fields, ["PaymentAccountRef"]),
    PaymentAmount: cents / 100,
    ...picked(fields, ["Description"]),
    Refund: fields["Refund"] === true || fields["Refund"] === "true",
  };
}
