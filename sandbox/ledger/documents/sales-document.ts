// Invoices, sales receipts, credit memos and refund receipts.

import { fieldsAt, listAt, numberAt, refAt, textAt, type Fields } from "#sandbox/company/wire-fields.ts";
import { balanced, posting, type Posting, type PostingMarks } from "../posting.ts";
import type { Movement } from "../stock.ts";
import { cents, currencyOf, orderOf, rateOf, type Effects, type PostDocument } from "../document.ts";
import type { PostingContext } from "../posting-context.ts";

/** The item lines of a form, those inside bundles included. */
function itemLines(document: Fields): Fields[] {
  return listAt(document, "Line").flatMap((line) =>
    textAt(line, "DetailType") === "GroupLineDetail"
      ? itemLines(fieldsAt(line, "GroupLineDetail") ?? {})
      : [line],
  );
}

/** +1 when the customer owes or pays, -1 when something is given back. */
function postSale(
  document: Fields,
  context: PostingContext,
  controls: (total: number, rate: number, marks: PostingMarks) => Posting[],
  sign: 1 | -1,
): Effects {
  const rate = rateOf(document, context);
  const marks: PostingMarks = {
    nameEntity: "Customer",
    nameId: refAt(document, "CustomerRef"),
    departmentId: refAt(document, "DepartmentRef"),
  };
  const postings = controls(sign * cents(document, "TotalAmt"), rate, marks);
  const movements: Movement[] = [];
  for (const line of itemLines(document)) {
    const amount = cents(line, "Amount");
    const discount = fieldsAt(line, "DiscountLineDetail");
    if (discount !== undefined) {
      postings.push(
        posting(
          refAt(discount, "DiscountAccountRef") ?? context.discountsGiven(),
          sign * amount,
          rate,
          marks,
        ),
      );
      continue;
    }
    const detail = fieldsAt(line, "SalesItemLineDetail");
    const item = detail === undefined ? undefined : context.item(refAt(detail, "ItemRef") ?? "");
    if (detail === undefined || item === undefined) continue;
    const account = refAt(detail, "ItemAccountRef") ?? item.incomeAccountId ?? "";
    postings.push(
      posting(account, -sign * amount, rate, {
        ...marks,
        itemId: item.id,
        classId: refAt(detail, "ClassRef"),
        memo: textAt(line, "Description"),
      }),
    );
    const units = numberAt(detail, "Qty") ?? (amount === 0 ? 0 : 1);
    if (item.isStocked && units !== 0)
      movements.push({
        itemId: item.id,
        ...orderOf(document),
        units: -sign * units,
        pricedCents: undefined,
        assetAccountId: item.assetAccountId ?? "",
        offsetAccountId: item.expenseAccountId ?? "",
      });
  }
  for (const line of listAt(fieldsAt(document, "TxnTaxDetail") ?? {}, "TaxLine")) {
    const rateId = refAt(fieldsAt(line, "TaxLineDetail") ?? {}, "TaxRateRef");
    postings.push(posting(context.taxPayable(rateId), -sign * cents(line, "Amount"), rate, marks));
  }
  const unstated = cents(fieldsAt(document, "TxnTaxDetail") ?? {}, "TotalTax") - taxStated(document);
  if (unstated !== 0) postings.push(posting(context.taxPayable(undefined), -sign * unstated, rate, marks));
  const charge = context.hiddenCharge(textAt(document, "Id") ?? "");
  if (charge !== undefined && cents(document, "TotalAmt") !== 0)
    postings.push(posting(charge.accountId, -sign * charge.cents, rate, marks));
  return { postings: balanced(postings.filter(({ foreignCents }) => foreignCents !== 0)), movements };
}

const taxStated = (document: Fields): number =>
  listAt(fieldsAt(document, "TxnTaxDetail") ?? {}, "TaxLine").reduce(
    (sum, line) => sum + cents(line, "Amount"),
    0,
  );

/** Money that came with the invoice goes to its account at once; the customer owes the rest. */
export const postInvoice: PostDocument = (document, context) =>
  postSale(
    document,
    context,
    (total, rate, marks) => {
      const paid = total === 0 ? 0 : cents(document, "Deposit");
      const receivable = posting(
        context.receivable(currencyOf(document, context)),
        total - paid,
        rate,
        marks,
      );
      return paid === 0
        ? [receivable]
        : [
            receivable,
            posting(refAt(document, "DepositToAccountRef") ?? context.undepositedFunds(), paid, rate, marks),
          ];
    },
    1,
  );

const fromAccount =
  (document: Fields, context: PostingContext) =>
  (total: number, rate: number, marks: PostingMarks): Posting[] => [
    posting(refAt(document, "DepositToAccountRef") ?? context.undepositedFunds(), total, rate, marks),
  ];

export const postSalesReceipt: PostDocument = (document, context) =>
  postSale(document, context, fromAccount(document, context), 1);

export const postRefundReceipt: PostDocument = (document, context) =>
  postSale(document, context, fromAccount(document, context), -1);

export const postCreditMemo: PostDocument = (document, context) =>
  postSale(
    document,
    context,
    (total, rate, marks) => [posting(context.receivable(currencyOf(document, context)), total, rate, marks)],
    -1,
  );
