// What the five sales forms have in common.

import { faults } from "../fault.ts";
import { type Fields, fieldsAt, listAt, textAt } from "../wire-fields.ts";
import { documentLinks } from "./document-links.ts";
import type { Draft } from "./draft.ts";
import { type Money, commonHead, homeAmount, moneyOf, partyOf, picked, transactionDay } from "./form-head.ts";
import { reject } from "./rejection.ts";
import { salesLines, type SalesLines } from "./sales-lines.ts";
import { formTax } from "./sales-tax.ts";
import { formVat, taxCalculation } from "./value-added-tax.ts";

interface SalesForm {
  readonly head: Record<string, unknown>;
  readonly day: string;
  readonly money: Money;
  readonly customer: Fields | undefined;
  readonly totalCents: number;
}

const customFieldName = { DefinitionId: "1", Name: "Crew #", Type: "StringType" };

/** The one custom field of the generated companies, with the value that the body gives it. */
function customFields(fields: Fields): readonly Fields[] {
  const sent = listAt(fields, "CustomField").find((field) => textAt(field, "DefinitionId") === "1");
  const value = sent === undefined ? undefined : textAt(sent, "StringValue");
  return [value === undefined ? customFieldName : { ...customFieldName, StringValue: value }];
}

function addresses(draft: Draft, customer: Fields | undefined): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const key of ["BillAddr", "ShipAddr"] as const) {
    const address =
      fieldsAt(draft.fields, key) ?? (customer === undefined ? undefined : fieldsAt(customer, key));
    if (address !== undefined)
      out[key] = address["Id"] === undefined ? { Id: draft.state.nextAddressId(), ...address } : address;
  }
  return out;
}

/** Of the lines' amounts, what is taxed: less the discount where the form says so. */
function shareAfterDiscount({ fields }: Draft, { subtotalCents, discountCents }: SalesLines): number {
  const isLess = fields["ApplyTaxAfterDiscount"] === true && subtotalCents !== 0;
  return isLess ? 1 - discountCents / subtotalCents : 1;
}

export function salesForm(draft: Draft, links: "always" | "whenAny", needsCustomer: boolean): SalesForm {
  const { fields, state, before } = draft;
  const customer = partyOf(draft, "CustomerRef", "Customer");
  if (customer === undefined && needsCustomer) reject(faults.customerMissing());
  if (listAt(fields, "Line").length === 0) reject(faults.required("Line"));
  const day = transactionDay(draft);
  const money = moneyOf(draft, customer, day);
  const linked = documentLinks(draft);
  const lines = salesLines(draft);
  const calculation = taxCalculation(draft);
  const tax =
    calculation === undefined
      ? formTax(draft, lines, customer)
      : formVat(draft, lines.vatLines, "sales", shareAfterDiscount(draft, lines));
  // An invoice of nothing but a subtotal draws on a statement charge, which no endpoint shows.
  const chargeCents = state.hiddenCharges.get(before?.Id ?? "")?.cents ?? 0;
  const totalCents = lines.subtotalCents - lines.discountCents + tax.cents + chargeCents;
  if (totalCents < 0) reject(faults.business("Transaction amount must be 0 or greater."));
  const asked = textAt(fields, "DocNumber");
  const automatic = before === undefined && !state.usesCustomNumbers();
  const number = asked ?? (automatic ? draft.numbering.next(draft.entity) : undefined);
  const head: Record<string, unknown> = {
    CustomField: customFields(fields),
    ...commonHead(draft, day, money, number),
    ...(links === "always" || linked.length > 0 ? { LinkedTxn: linked } : {}),
    Line:
      chargeCents === 0
        ? lines.lines
        : [
            {
              Amount: (lines.subtotalCents + chargeCents) / 100,
              DetailType: "SubTotalLineDetail",
              SubTotalLineDetail: {},
            },
          ],
    ...(calculation === undefined ? {} : { GlobalTaxCalculation: calculation }),
    TxnTaxDetail: tax.detail,
    ...picked(fields, ["CustomerRef", "CustomerMemo", "ClassRef"]),
    ...addresses(draft, customer),
    ...picked(fields, [
      "FreeFormAddress",
      "ShipFromAddr",
      "ShipMethodRef",
      "ShipDate",
      "TrackingNum",
      "SalesTermRef",
    ]),
  };
  return { head, day, money, customer, totalCents };
}

export function salesTotals(
  draft: Draft,
  { head, totalCents, money }: SalesForm,
  more: Fields,
): Record<string, unknown> {
  const { fields } = draft;
  return {
    ...head,
    ...more,
    TotalAmt: totalCents / 100,
    ...homeAmount(draft, "HomeTotalAmt", totalCents, money),
    ApplyTaxAfterDiscount: fields["ApplyTaxAfterDiscount"] === true,
    PrintStatus: textAt(fields, "PrintStatus") ?? "NeedToPrint",
    EmailStatus: textAt(fields, "EmailStatus") ?? "NotSet",
    ...picked(fields, ["BillEmail", "BillEmailCc", "BillEmailBcc", "DeliveryInfo"]),
  };
}
