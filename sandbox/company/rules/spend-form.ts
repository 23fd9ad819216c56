/** Completes bills, vendor credits, purchases and purchase orders. */
import { roundHalfUp } from "../cents.ts";
import { faults } from "../fault.ts";
import { fieldsAt, listAt, refAt, textAt, type Fields } from "../wire-fields.ts";
import { documentLinks } from "./document-links.ts";
import type { Draft } from "./draft.ts";
import {
  centsAt,
  commonHead,
  homeAmount,
  moneyOf,
  partyOf,
  picked,
  transactionDay,
  type Money,
} from "./form-head.ts";
import { lineIds } from "./line-ids.ts";
import { refuse } from "./refusal.ts";
import { lineCents } from "./sales-lines.ts";
import { dueDay, settledCents } from "./sales-form.ts";

interface SpendForm {
  readonly head: Record<string, unknown>;
  readonly lines: readonly Fields[];
  readonly day: string;
  readonly money: Money;
  readonly totalCents: number;
}

const billable = new Set(["Billable", "NotBillable", "HasBeenBilled"]);

function spendLine(
  draft: Draft,
  line: Fields,
  id: string,
  number: number,
): { readonly line: Fields; readonly cents: number } {
  const type = textAt(line, "DetailType");
  if (type !== "AccountBasedExpenseLineDetail" && type !== "ItemBasedExpenseLineDetail")
    return refuse(faults.invalidEnumeration("DetailType", type ?? "null"));
  const detail = fieldsAt(line, type) ?? {};
  if (refAt(detail, type === "AccountBasedExpenseLineDetail" ? "AccountRef" : "ItemRef") === undefined)
    refuse(faults.lineNeedsAccountOrItem());
  const status = textAt(detail, "BillableStatus") ?? "NotBillable";
  if (!billable.has(status)) refuse(faults.invalidEnumeration("BillableStatus", status));
  if (status === "Billable" && refAt(detail, "CustomerRef") === undefined)
    refuse(faults.business("When you make an expense billable, you need to choose the customer to bill."));
  const cents =
    type === "ItemBasedExpenseLineDetail"
      ? lineCents(line, detail)
      : (centsAt(line, "Amount") ?? refuse(faults.required("Line.Amount")));
  const { BillableStatus: _status, TaxCodeRef: _code, ...rest } = detail;
  return {
    line: {
      Id: id,
      LineNum: number,
      ...picked(line, ["Description"]),
      Amount: cents / 100,
      ...(Array.isArray(line["LinkedTxn"]) && line["LinkedTxn"].length > 0
        ? { LinkedTxn: line["LinkedTxn"] }
        : {}),
      DetailType: type,
      [type]: { ...rest, BillableStatus: status, TaxCodeRef: detail["TaxCodeRef"] ?? { value: "NON" } },
    },
    cents,
  };
}

function form(draft: Draft, party: Fields | undefined, number: string | undefined): SpendForm {
  const { fields } = draft;
  const sent = listAt(fields, "Line");
  if (sent.length === 0) refuse(faults.required("Line"));
  const day = transactionDay(draft);
  const money = moneyOf(draft, party, day);
  const ids = lineIds(draft.before);
  let totalCents = 0;
  const lines: Fields[] = [];
  for (const line of sent) {
    const made = spendLine(draft, line, ids.idFor(line), lines.length + 1);
    totalCents += made.cents;
    lines.push(made.line);
  }
  for (const line of listAt(fieldsAt(fields, "TxnTaxDetail") ?? {}, "TaxLine"))
    totalCents += centsAt(line, "Amount") ?? 0;
  if (totalCents < 0) refuse(faults.business("Transaction amount must be 0 or greater."));
  return {
    head: commonHead(draft, day, money, number),
    lines,
    day,
    money,
    totalCents: roundHalfUp(totalCents),
  };
}

function vendorOf(draft: Draft): Fields {
  return partyOf(draft, "VendorRef", "Vendor") ?? refuse(faults.required("VendorRef"));
}

function payableRef(draft: Draft, money: Money): unknown {
  const account = draft.state.chart.find("Accounts Payable", undefined, money.code);
  return (
    draft.fields["APAccountRef"] ??
    (account === undefined ? undefined : draft.state.refs.find("Account", account.id))
  );
}

const linkedWhenAny = (draft: Draft): Fields => {
  const linked = documentLinks(draft);
  return linked.length === 0 ? {} : { LinkedTxn: linked };
};

export function completeBill(draft: Draft): Record<string, unknown> {
  const vendor = vendorOf(draft);
  const made = form(draft, vendor, textAt(draft.fields, "DocNumber"));
  const termId =
    refAt(draft.fields, "SalesTermRef") ??
    (draft.before === undefined ? refAt(vendor, "TermRef") : undefined);
  const term = termId === undefined ? undefined : draft.state.refs.find("Term", termId);
  const balance = Math.max(0, made.totalCents - settledCents(draft.before));
  return {
    DueDate: dueDay(draft, made.day, termId),
    Balance: balance / 100,
    ...homeAmount(draft, "HomeBalance", balance, made.money),
    ...made.head,
    LinkedTxn: documentLinks(draft),
    Line: made.lines,
    ...picked(draft.fields, ["TxnTaxDetail", "VendorRef", "VendorAddr"]),
    APAccountRef: payableRef(draft, made.money),
    ...(term === undefined ? {} : { SalesTermRef: term }),
    TotalAmt: made.totalCents / 100,
  };
}

export function completeVendorCredit(draft: Draft): Record<string, unknown> {
  const made = form(draft, vendorOf(draft), textAt(draft.fields, "DocNumber"));
  return {
    ...made.head,
    ...linkedWhenAny(draft),
    Line: made.lines,
    ...picked(draft.fields, ["TxnTaxDetail", "VendorRef", "VendorAddr"]),
    APAccountRef: payableRef(draft, made.money),
    TotalAmt: made.totalCents / 100,
    Balance: Math.max(0, made.totalCents - settledCents(draft.before)) / 100,
  };
}

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
  const type = textAt(fields, "PaymentType") ?? refuse(faults.required("PaymentType"));
  if (!isPaymentType(type)) return refuse(faults.invalidEnumeration("PaymentType", type));
  const accountId = refAt(fields, "AccountRef") ?? refuse(faults.required("AccountRef"));
  const account = state.chart.get(accountId);
  if (account !== undefined && !payableFrom[type].has(account.type))
    refuse(faults.accountType(`An account of type ${account.type} cannot be used for payment type ${type}.`));
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
  const made = form(draft, party, textAt(fields, "DocNumber"));
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
  };
}

export function completePurchaseOrder(draft: Draft): Record<string, unknown> {
  const vendor = vendorOf(draft);
  const { fields, before, state } = draft;
  const automatic = before === undefined && !state.usesCustomNumbers();
  const made = form(
    draft,
    vendor,
    textAt(fields, "DocNumber") ?? (automatic ? draft.numbering.next("PurchaseOrder") : undefined),
  );
  return {
    ...made.head,
    CustomField: [],
    LinkedTxn: documentLinks(draft),
    Line: made.lines,
    ...picked(fields, [
      "VendorRef",
      "Memo",
      "ClassRef",
      "SalesTermRef",
      "DueDate",
      "ShipTo",
      "ShipMethodRef",
    ]),
    APAccountRef: payableRef(draft, made.money),
    VendorAddr: fields["VendorAddr"] ?? vendor["BillAddr"],
    ...picked(fields, ["ShipAddr", "POEmail"]),
    POStatus: textAt(fields, "POStatus") ?? "Open",
    EmailStatus: textAt(fields, "EmailStatus") ?? "NotSet",
    TotalAmt: made.totalCents / 100,
  };
}
