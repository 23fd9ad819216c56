// Completes purchases: expenses, checks and card charges.

import { faults } from "../fault.ts";
import { fieldsAt, refAt, textAt } from "../wire-fields.ts";
import type { Draft } from "./draft.ts";
import { picked } from "./form-head.ts";
import { reject } from "./rejection.ts";
import { spendForm, linkedWhenAny } from "./spend-form.ts";

const payableFrom = {
  Cash: new Set(["Bank", "Other Current Asset", "Credit Card"]),
  Check: new Set(["Bank"]),
  CreditCard: new Set(["Credit Card"]),
} as const;

const isPaymentType = (text: string): text is keyof typeof payableFrom => Object.hasOwn(payableFrom, text);

/** QuickBooks' inner number of the form a purchase was entered on. */
const formNumber = { Cash: "54", Check: "3", CreditCard: "54" } as const;

export function completePurchase(draft: Draft): Record<string, unknown> {
  const { fields, state } = draft;
  const type = textAt(fields, "PaymentType") ?? reject(faults.required("PaymentType"));
  if (!isPaymentType(type)) return reject(faults.invalidEnumeration("PaymentType", type));
  const accountId = refAt(fields, "AccountRef") ?? reject(faults.required("AccountRef"));
  const account = state.chart.get(accountId);
  if (account !== undefined && !payableFrom[type].has(account.type))
    reject(faults.accountType(`An account of type ${account.type} cannot be used for payment type ${type}.`));
  const entityRef = fieldsAt(fields, "EntityRef");
  const payee =
    entityRef === undefined
      ? undefined
      : state.read(textAt(entityRef, "type") ?? "", textAt(entityRef, "value") ?? "");
  const party =
    payee ??
    (account === undefined || account.currency === state.homeCurrency
      ? undefined
      : { CurrencyRef: { value: account.currency } });
  const made = spendForm(draft, party, textAt(fields, "DocNumber"));
  const credit = type === "CreditCard" && fields["Credit"] === true;
  return {
    ...picked(fields, ["AccountRef"]),
    PaymentType: type,
    ...picked(fields, ["EntityRef", "PaymentMethodRef", "PaymentRefNum"]),
    ...(type === "CreditCard" ? { Credit: credit } : {}),
    TotalAmt: made.totalCents / 100,
    ...(type === "Check" ? { PrintStatus: textAt(fields, "PrintStatus") ?? "NotSet" } : {}),
    PurchaseEx: {
      any: [
        {
          name: "{http://schema.intuit.com/finance/v3}NameValue",
          declaredType: "com.intuit.schema.finance.v3.NameValue",
          scope: "javax.xml.bind.JAXBElement$GlobalScope",
          value: { Name: "TxnType", Value: credit ? "11" : formNumber[type] },
          nil: false,
          globalScope: true,
          typeSubstituted: false,
        },
      ],
    },
    ...made.head,
    CustomField: [],
    ...linkedWhenAny(draft),
    ...picked(fields, ["RemitToAddr"]),
    Line: made.lines,
    ...picked(fields, ["TxnTaxDetail"]),
    ...made.vat,
  };
}
