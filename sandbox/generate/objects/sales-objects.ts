/** Invoices, sales receipts, credit memos, refund receipts and estimates of the base, as Intuit sends them. */
import type { WireObject } from "../../company/company.ts";
import { dayText } from "../../company/wire-time.ts";
import type { Base } from "../base.ts";
import type { ItemFacts, Party } from "../blueprint.ts";
import { accountIds } from "../chart-of-accounts.ts";
import { documentNumber } from "../document-numbers.ts";
import { saleOf, type Sale, type SaleLine } from "../sale-lines.ts";

const taxable = { value: "TAX" };
const untaxed = { value: "NON" };

/** The account that a line of an item was booked to on a day: an item moved to another account keeps its past. */
export const bookedIncome = (base: Base, row: number, item: ItemFacts) =>
  item.formerIncome !== undefined && row < base.plan.length * 0.4 ? item.formerIncome : item.income;

function itemLine(
  base: Base,
  row: number,
  line: SaleLine,
  id: number,
  voided: boolean,
): Record<string, unknown> {
  const { facts } = line;
  const detail: Record<string, unknown> = {
    ItemRef: facts.ref,
    UnitPrice: line.rateCents / 100,
    Qty: voided ? 0 : line.quantity,
    ItemAccountRef: bookedIncome(base, row, facts),
    TaxCodeRef: line.taxed ? taxable : untaxed,
  };
  if (((id + row) & 3) === 0)
    detail["ClassRef"] = base.blueprint.classes[row % base.blueprint.classes.length];
  return facts.description === undefined
    ? {
        Id: String(id),
        LineNum: id,
        Amount: voided ? 0 : line.amountCents / 100,
        DetailType: "SalesItemLineDetail",
        SalesItemLineDetail: detail,
      }
    : {
        Id: String(id),
        LineNum: id,
        Description: facts.description,
        Amount: voided ? 0 : line.amountCents / 100,
        DetailType: "SalesItemLineDetail",
        SalesItemLineDetail: detail,
      };
}

function lineArray(base: Base, row: number, sale: Sale, voided: boolean): object[] {
  const lines: object[] = [];
  let id = 0;
  for (let index = 0; index < sale.lines.length; index++) {
    const line = sale.lines[index];
    if (line === undefined) continue;
    id += 1;
    if (line.bundle < 0) {
      lines.push(itemLine(base, row, line, id, voided));
      continue;
    }
    const bundle = base.blueprint.items[line.bundle];
    const groupId = id;
    const inside: object[] = [];
    let sum = 0;
    // A bundle's members stand next to each other; two equal bundles in a row cannot be told apart and need not be.
    for (; sale.lines[index]?.bundle === line.bundle; index++) {
      const member = sale.lines[index];
      if (member === undefined) break;
      id += 1;
      sum += member.amountCents;
      inside.push(itemLine(base, row, member, id, voided));
      if (inside.length === bundle?.members.length) break;
    }
    lines.push({
      Id: String(groupId),
      LineNum: lines.length + 1,
      Description: bundle?.description,
      Amount: voided ? 0 : sum / 100,
      DetailType: "GroupLineDetail",
      GroupLineDetail: { GroupItemRef: bundle?.ref, Quantity: voided ? 0 : 1, Line: inside },
    });
  }
  lines.push({
    Amount: voided ? 0 : sale.subtotalCents / 100,
    DetailType: "SubTotalLineDetail",
    SubTotalLineDetail: {},
  });
  if (sale.discountCents > 0)
    lines.push({
      Amount: voided ? 0 : sale.discountCents / 100,
      DetailType: "DiscountLineDetail",
      DiscountLineDetail: {
        PercentBased: true,
        DiscountPercent: 10,
        DiscountAccountRef: base.account(accountIds.discountsGiven),
      },
    });
  return lines;
}

function taxDetail(base: Base, sale: Sale, voided: boolean): object {
  const code = base.blueprint.taxCodes[sale.taxCode];
  if (code === undefined || voided) return { TotalTax: 0 };
  return {
    TxnTaxCodeRef: { value: code.ref.value },
    TotalTax: sale.taxCents / 100,
    TaxLine: sale.taxes.map((part) => ({
      Amount: part.cents / 100,
      DetailType: "TaxLineDetail",
      TaxLineDetail: {
        TaxRateRef: { value: part.rate.ref.value },
        PercentBased: true,
        TaxPercent: part.rate.percent,
        NetAmountTaxable: part.baseCents / 100,
      },
    })),
  };
}

const customField = [{ DefinitionId: "1", Name: "Crew #", Type: "StringType" }];
const memo = { value: "Thank you for your business and have a great day!" };

/** A wire object that is still being put together. */
type OpenObject = WireObject & Record<string, unknown>;

interface Draft {
  readonly head: OpenObject;
  readonly sale: Sale;
  readonly customer: Party;
  readonly rate: number;
}

/** The part that all five sales forms have in common, up to and with the totals. */
function form(
  base: Base,
  row: number,
  docNumber: string,
  linked: readonly object[] | undefined,
  size: "full" | "small",
  own: Record<string, unknown>,
): Draft {
  const customer = base.customer(row);
  const voided = base.has(row, "voided");
  const sale = saleOf(base.blueprint, row, customer.taxCode, size);
  const rate = base.rate(row, customer.currency);
  const head: OpenObject = {
    ...own,
    domain: "QBO",
    sparse: false,
    Id: base.idOf(row),
    SyncToken: base.syncToken(row),
    MetaData: base.meta(row),
    CustomField: customField,
    DocNumber: docNumber,
    TxnDate: base.date(row),
  };
  const bits = base.bits(row, 0x0f);
  if ((bits & 3) === 0)
    head["DepartmentRef"] = base.blueprint.departments[bits % base.blueprint.departments.length];
  head["CurrencyRef"] = base.currencyRef(customer.currency);
  if (base.severalCurrencies) head["ExchangeRate"] = rate;
  if (voided) head["PrivateNote"] = "Voided";
  else if (bits % 9 === 1) head["PrivateNote"] = `Job sheet ${bits % 10_000}`;
  if (linked !== undefined) head["LinkedTxn"] = linked;
  head["Line"] = lineArray(base, row, sale, voided);
  head["TxnTaxDetail"] = taxDetail(base, sale, voided);
  head["CustomerRef"] = customer.ref;
  if (bits % 2 === 0) head["CustomerMemo"] = memo;
  if (customer.isProject) head["ProjectRef"] = customer.ref;
  head["BillAddr"] = customer.address;
  head["ShipAddr"] = customer.address;
  return { head, sale, customer, rate };
}

function totals(base: Base, row: number, { head, rate }: Draft): void {
  const cents = base.totalCents(row);
  head["TotalAmt"] = cents / 100;
  if (base.severalCurrencies) head["HomeTotalAmt"] = base.home(cents, rate) / 100;
  head["ApplyTaxAfterDiscount"] = false;
  head["PrintStatus"] = "NeedToPrint";
}

function email(draft: Draft, row: number): void {
  draft.head["EmailStatus"] = row % 5 === 0 && draft.customer.email !== undefined ? "EmailSent" : "NotSet";
  if (draft.customer.email !== undefined) draft.head["BillEmail"] = { Address: draft.customer.email };
}

const depositLink = (base: Base, row: number): object[] => {
  const deposit = (base.plan.depositOf[row] ?? 0) - 1;
  return deposit < 0 ? [] : [{ TxnId: base.idOf(deposit), TxnType: "Deposit" }];
};

export function makeInvoice(base: Base, row: number): WireObject {
  const payment = base.linked(row);
  const linked = payment < 0 ? [] : [{ TxnId: base.idOf(payment), TxnType: "Payment" }];
  const draft = form(base, row, documentNumber("Invoice", base.plan.ordinal[row] ?? 0), linked, "full", {
    AllowIPNPayment: false,
    AllowOnlinePayment: false,
    AllowOnlineCreditCardPayment: false,
    AllowOnlineACHPayment: false,
  });
  const term = base.blueprint.terms[draft.customer.term];
  draft.head["SalesTermRef"] = term?.ref;
  draft.head["DueDate"] = dayText(base.dayOf(row) + (term?.dueDays ?? 30));
  totals(base, row, draft);
  email(draft, row);
  const balance = base.balanceCents(row);
  draft.head["Balance"] = balance / 100;
  if (base.severalCurrencies) draft.head["HomeBalance"] = base.home(balance, draft.rate) / 100;
  return draft.head;
}

export function makeSalesReceipt(base: Base, row: number): WireObject {
  const draft = form(
    base,
    row,
    documentNumber("SalesReceipt", base.plan.ordinal[row] ?? 0),
    depositLink(base, row),
    "full",
    {},
  );
  totals(base, row, draft);
  email(draft, row);
  draft.head["Balance"] = 0;
  const bits = base.bits(row, 0xde);
  draft.head["PaymentMethodRef"] = base.blueprint.paymentMethods[bits % base.blueprint.paymentMethods.length];
  if (bits % 3 === 0) draft.head["PaymentRefNum"] = String(10_000 + (bits % 80_000));
  draft.head["DepositToAccountRef"] = base.has(row, "undeposited")
    ? base.account(accountIds.undepositedFunds)
    : base.bank(draft.customer.currency);
  return draft.head;
}

export function makeCreditMemo(base: Base, row: number): WireObject {
  const draft = form(
    base,
    row,
    documentNumber("CreditMemo", base.plan.ordinal[row] ?? 0),
    undefined,
    "small",
    {
      RemainingCredit: base.balanceCents(row) / 100,
    },
  );
  totals(base, row, draft);
  email(draft, row);
  draft.head["Balance"] = base.balanceCents(row) / 100;
  return draft.head;
}

export function makeRefundReceipt(base: Base, row: number): WireObject {
  const draft = form(
    base,
    row,
    documentNumber("RefundReceipt", base.plan.ordinal[row] ?? 0),
    undefined,
    "small",
    {},
  );
  totals(base, row, draft);
  draft.head["Balance"] = 0;
  draft.head["PaymentMethodRef"] = base.blueprint.paymentMethods[0];
  draft.head["DepositToAccountRef"] = base.bank(draft.customer.currency);
  return draft.head;
}

export function makeEstimate(base: Base, row: number): WireObject {
  const draft = form(base, row, documentNumber("Estimate", base.plan.ordinal[row] ?? 0), [], "full", {});
  draft.head["TxnStatus"] = ["Pending", "Accepted", "Closed", "Rejected"][base.bits(row, 0xe5) % 4];
  draft.head["ExpirationDate"] = dayText(base.dayOf(row) + 30);
  totals(base, row, draft);
  email(draft, row);
  return draft.head;
}
