// Bills, vendor credits and purchases.

import { fieldsAt, listAt, numberAt, refAt, textAt, type Fields } from "#sandbox/company/wire-fields.ts";
import { roundHalfUp, scaleCents } from "#sandbox/company/cents.ts";
import { balanced, posting, type NameEntity, type Posting, type PostingMarks } from "../posting.ts";
import type { Movement } from "../stock.ts";
import { cents, currencyOf, orderOf, rateOf, type Effects, type PostDocument } from "../document.ts";
import type { PostingContext } from "../posting-context.ts";

/** An amount over the lines that were spent on, in proportion; the last one takes what is left. */
function spread(amount: number, lines: readonly Posting[], rate: number): Posting[] {
  const whole = lines.reduce((sum, { foreignCents }) => sum + foreignCents, 0);
  let left = amount;
  return lines.map(({ accountId, foreignCents, cents: _home, ...marks }, place) => {
    const part =
      place === lines.length - 1 || whole === 0 ? left : roundHalfUp((amount * foreignCents) / whole);
    left -= part;
    return posting(accountId, part, rate, marks);
  });
}

/** +1 when money is spent or owed, -1 when it comes back. */
function postSpending(
  document: Fields,
  context: PostingContext,
  controlAccountId: string,
  sign: 1 | -1,
  name: PostingMarks,
): Effects {
  const rate = rateOf(document, context);
  const marks: PostingMarks = { ...name, departmentId: refAt(document, "DepartmentRef") };
  const postings = [posting(controlAccountId, -sign * cents(document, "TotalAmt"), rate, marks)];
  const movements: Movement[] = [];
  for (const line of listAt(document, "Line")) {
    const amount = sign * cents(line, "Amount");
    const byAccount = fieldsAt(line, "AccountBasedExpenseLineDetail");
    const byItem = fieldsAt(line, "ItemBasedExpenseLineDetail");
    const detail = byAccount ?? byItem;
    if (detail === undefined) continue;
    const item = byItem === undefined ? undefined : context.item(refAt(byItem, "ItemRef") ?? "");
    const account =
      byAccount !== undefined
        ? refAt(byAccount, "AccountRef")
        : item?.isStocked === true
          ? item.assetAccountId
          : (item?.expenseAccountId ?? item?.incomeAccountId);
    postings.push(
      posting(account ?? "", amount, rate, {
        ...marks,
        itemId: item?.id,
        classId: refAt(detail, "ClassRef"),
        memo: textAt(line, "Description"),
      }),
    );
    const units = numberAt(detail, "Qty") ?? 0;
    if (item?.isStocked === true && units !== 0)
      movements.push({
        itemId: item.id,
        ...orderOf(document),
        units: sign * units,
        pricedCents: rate === 1 ? amount : scaleCents(amount, rate),
        assetAccountId: item.assetAccountId ?? "",
        offsetAccountId: item.expenseAccountId ?? "",
      });
  }
  // Tax on purchases lessens what is owed to the agency as far as it is recoverable; the rest costs.
  const spent = postings.slice(1);
  for (const line of listAt(fieldsAt(document, "TxnTaxDetail") ?? {}, "TaxLine")) {
    const amount = sign * cents(line, "Amount");
    const recovered = roundHalfUp(amount * context.recoverableTaxShare());
    const account = context.taxPayable(refAt(fieldsAt(line, "TaxLineDetail") ?? {}, "TaxRateRef"));
    postings.push(posting(account, recovered, rate, marks));
    if (recovered !== amount) postings.push(...spread(amount - recovered, spent, rate));
  }
  return { postings: balanced(postings.filter(({ foreignCents }) => foreignCents !== 0)), movements };
}

const vendorMarks = (document: Fields): PostingMarks => ({
  nameEntity: "Vendor",
  nameId: refAt(document, "VendorRef"),
});

const payableOf = (document: Fields, context: PostingContext): string =>
  refAt(document, "APAccountRef") ?? context.payable(currencyOf(document, context));

export const postBill: PostDocument = (document, context) =>
  postSpending(document, context, payableOf(document, context), 1, vendorMarks(document));

export const postVendorCredit: PostDocument = (document, context) =>
  postSpending(document, context, payableOf(document, context), -1, vendorMarks(document));

const nameEntities = new Set<string>(["Customer", "Vendor", "Employee"]);
export const isNameEntity = (text: string | undefined): text is NameEntity =>
  text !== undefined && nameEntities.has(text);

export const postPurchase: PostDocument = (document, context) => {
  const payee = fieldsAt(document, "EntityRef");
  const type = payee === undefined ? undefined : textAt(payee, "type");
  const marks: PostingMarks = isNameEntity(type)
    ? { nameEntity: type, nameId: textAt(payee ?? {}, "value") }
    : {};
  return postSpending(
    document,
    context,
    refAt(document, "AccountRef") ?? "",
    document["Credit"] === true ? -1 : 1,
    marks,
  );
};
