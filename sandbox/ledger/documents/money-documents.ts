// Deposits, transfers, credit card payments, sales tax payments and journal entries.

import { fieldsAt, listAt, refAt, textAt, type Fields } from "#sandbox/company/wire-fields.ts";
import { balanced, posting, type Posting, type PostingMarks } from "../posting.ts";
import { cents, noEffects, rateOf, type PostDocument } from "../document.ts";
import type { PostingContext } from "../posting-context.ts";
import { isNameEntity } from "./spend-document.ts";

/** The customer whose receipt a deposit line takes to the bank. */
function takenFrom(line: Fields, context: PostingContext): PostingMarks {
  const link = listAt(line, "LinkedTxn")[0];
  const receipt =
    link === undefined ? undefined : context.read(textAt(link, "TxnType") ?? "", textAt(link, "TxnId") ?? "");
  return {
    nameEntity: "Customer",
    nameId: receipt === undefined ? undefined : refAt(receipt, "CustomerRef"),
  };
}

export const postDeposit: PostDocument = (document, context) => {
  const rate = rateOf(document, context);
  const marks: PostingMarks = { departmentId: refAt(document, "DepartmentRef") };
  const postings: Posting[] = [
    posting(refAt(document, "DepositToAccountRef") ?? "", cents(document, "TotalAmt"), rate, marks),
  ];
  const cashBack = fieldsAt(document, "CashBack");
  if (cashBack !== undefined)
    postings.push(posting(refAt(cashBack, "AccountRef") ?? "", cents(cashBack, "Amount"), rate, marks));
  for (const line of listAt(document, "Line")) {
    const detail = fieldsAt(line, "DepositLineDetail");
    if (listAt(line, "LinkedTxn").length > 0)
      postings.push(
        posting(context.undepositedFunds(), -cents(line, "Amount"), rate, {
          ...marks,
          ...takenFrom(line, context),
        }),
      );
    else if (detail !== undefined) {
      const payer = fieldsAt(detail, "Entity");
      const type = payer === undefined ? undefined : (textAt(payer, "type") ?? textAt(payer, "Type"));
      const name: PostingMarks = isNameEntity(type)
        ? { nameEntity: type, nameId: textAt(payer ?? {}, "value") }
        : {};
      postings.push(
        posting(refAt(detail, "AccountRef") ?? "", -cents(line, "Amount"), rate, {
          ...marks,
          ...name,
          classId: refAt(detail, "ClassRef"),
          memo: textAt(line, "Description"),
        }),
      );
    }
  }
  return { postings: balanced(postings.filter(({ foreignCents }) => foreignCents !== 0)), movements: [] };
};

const pair = (
  to: string | undefined,
  from: string | undefined,
  amount: number,
  rate: number,
  marks: PostingMarks = {},
) =>
  amount === 0
    ? noEffects
    : {
        postings: [posting(to ?? "", amount, rate, marks), posting(from ?? "", -amount, rate, marks)],
        movements: [],
      };

export const postTransfer: PostDocument = (document, context) =>
  pair(
    refAt(document, "ToAccountRef"),
    refAt(document, "FromAccountRef"),
    cents(document, "Amount"),
    rateOf(document, context),
  );

export const postCardPayment: PostDocument = (document, context) =>
  pair(
    refAt(document, "CreditCardAccountRef"),
    refAt(document, "BankAccountRef"),
    cents(document, "Amount"),
    rateOf(document, context),
  );

/** A refund of tax comes back into the bank. */
export const postTaxPayment: PostDocument = (document, context) =>
  pair(
    context.taxPayable(undefined),
    refAt(document, "PaymentAccountRef"),
    (document["Refund"] === true ? -1 : 1) * cents(document, "PaymentAmount"),
    1,
  );

export const postJournalEntry: PostDocument = (document, context) => {
  const rate = rateOf(document, context);
  const postings: Posting[] = [];
  for (const line of listAt(document, "Line")) {
    const detail = fieldsAt(line, "JournalEntryLineDetail");
    if (detail === undefined) continue;
    const party = fieldsAt(detail, "Entity");
    const type = party === undefined ? undefined : textAt(party, "Type");
    const sign = textAt(detail, "PostingType") === "Debit" ? 1 : -1;
    postings.push(
      posting(refAt(detail, "AccountRef") ?? "", sign * cents(line, "Amount"), rate, {
        ...(isNameEntity(type) ? { nameEntity: type, nameId: refAt(party ?? {}, "EntityRef") } : {}),
        classId: refAt(detail, "ClassRef"),
        departmentId: refAt(detail, "DepartmentRef"),
        memo: textAt(line, "Description"),
      }),
    );
  }
  return { postings: balanced(postings.filter(({ foreignCents }) => foreignCents !== 0)), movements: [] };
};
