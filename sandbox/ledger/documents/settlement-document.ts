// Payments of customers and of bills: what the two days' rates make of the same debt is a gain or a loss.

import { appliedLines } from "#sandbox/company/rules/applied-lines.ts";
import { fieldsAt, numberAt, refAt, type Fields } from "#sandbox/company/wire-fields.ts";
import { posting, sumCents, type Posting, type PostingMarks } from "../posting.ts";
import { cents, currencyOf, rateOf, type Effects, type PostDocument } from "../document.ts";
import type { PostingContext } from "../posting-context.ts";

/** +1 when the customer pays us, -1 when we pay a vendor. */
function postSettlement(
  document: Fields,
  context: PostingContext,
  moneyAccountId: string,
  controlAccountId: string,
  sign: 1 | -1,
  marks: PostingMarks,
): Effects {
  const rate = rateOf(document, context);
  const isForeign = currencyOf(document, context) !== context.homeCurrency;
  const total = cents(document, "TotalAmt");
  const postings: Posting[] = [];
  if (total !== 0) postings.push(posting(moneyAccountId, sign * total, rate, marks));
  let settled = 0;
  for (const line of appliedLines(document, context)) {
    const target = isForeign ? context.read(line.entity, line.id) : undefined;
    const targetRate = isForeign ? (numberAt(target ?? {}, "ExchangeRate") ?? rate) : 1;
    settled += line.sign * line.cents;
    postings.push(posting(controlAccountId, -sign * line.sign * line.cents, targetRate, marks));
  }
  if (total !== settled) postings.push(posting(controlAccountId, -sign * (total - settled), rate, marks));
  const off = sumCents(postings);
  if (off !== 0)
    postings.push({ accountId: context.exchangeGainOrLoss(), cents: -off, foreignCents: 0, ...marks });
  return { postings, movements: [] };
}

export const postPayment: PostDocument = (document, context) =>
  postSettlement(
    document,
    context,
    refAt(document, "DepositToAccountRef") ?? context.undepositedFunds(),
    refAt(document, "ARAccountRef") ?? context.receivable(currencyOf(document, context)),
    1,
    { nameEntity: "Customer", nameId: refAt(document, "CustomerRef") },
  );

export const postBillPayment: PostDocument = (document, context) => {
  const check = fieldsAt(document, "CheckPayment");
  const money =
    check === undefined
      ? refAt(fieldsAt(document, "CreditCardPayment") ?? {}, "CCAccountRef")
      : refAt(check, "BankAccountRef");
  return postSettlement(
    document,
    context,
    money ?? "",
    refAt(document, "APAccountRef") ?? context.payable(currencyOf(document, context)),
    -1,
    { nameEntity: "Vendor", nameId: refAt(document, "VendorRef") },
  );
};
