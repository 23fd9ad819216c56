// Transfers, journal entries and timesheets of the base.

import type { WireObject } from "#sandbox/company/company.ts";
import type { Base } from "../base.ts";
import { accountIds } from "../chart-of-accounts.ts";
import { documentNumber } from "../document-numbers.ts";

function common(base: Base, row: number) {
  return {
    domain: "QBO" as const,
    sparse: false,
    Id: base.idOf(row),
    SyncToken: base.syncToken(row),
    MetaData: base.meta(row),
    TxnDate: base.date(row),
  };
}

/** Mostly to savings, sometimes back. */
export const transferAccounts = (base: Base, row: number): readonly [from: string, to: string] =>
  base.bits(row, 0x7f) % 5 === 0
    ? [accountIds.savings, accountIds.checking]
    : [accountIds.checking, accountIds.savings];

export function makeTransfer(base: Base, row: number): WireObject {
  const [from, to] = transferAccounts(base, row);
  return {
    FromAccountRef: base.account(from),
    ToAccountRef: base.account(to),
    Amount: base.totalCents(row) / 100,
    ...common(base, row),
    CurrencyRef: base.currencyRef(base.homeCurrency),
    ...(base.severalCurrencies ? { ExchangeRate: 1 } : {}),
  };
}

/** What month-end entries move: debit, credit, wording. */
const entries = [
  ["40", "39", "Depreciation of the month"],
  ["11", "3", "Insurance used up"],
  ["17", accountIds.notesPayable, "Rent accrued"],
  ["8", accountIds.checking, "Bank fees"],
] as const;

export const entryOf = (base: Base, row: number): (typeof entries)[number] =>
  entries[base.bits(row, 0x1e) % entries.length] ?? entries[0];

export function makeJournalEntry(base: Base, row: number): WireObject {
  const [debit, credit, wording] = entryOf(base, row);
  const amount = base.totalCents(row) / 100;
  const line = (id: number, PostingType: "Debit" | "Credit", account: string) => ({
    Id: String(id),
    Description: wording,
    Amount: amount,
    DetailType: "JournalEntryLineDetail",
    JournalEntryLineDetail: { PostingType, AccountRef: base.account(account) },
  });
  return {
    Adjustment: base.bits(row, 0xad) % 6 === 0,
    ...common(base, row),
    DocNumber: documentNumber("JournalEntry", base.plan.ordinal[row] ?? 0),
    CurrencyRef: base.currencyRef(base.homeCurrency),
    ...(base.severalCurrencies ? { ExchangeRate: 1 } : {}),
    PrivateNote: wording,
    Line: [line(0, "Debit", debit), line(1, "Credit", credit)],
    TxnTaxDetail: {},
    TotalAmt: 0,
  };
}

export function makeTimeActivity(base: Base, row: number): WireObject {
  const bits = base.bits(row, 0x71);
  const customers = base.blueprint.customers;
  const customer = customers[bits % Math.min(customers.length, 40)];
  const item = base.blueprint.items.find((facts) => facts.type === "Service");
  const billable = bits % 3 !== 0;
  return {
    ...common(base, row),
    NameOf: "Employee",
    EmployeeRef: base.employee(row).ref,
    ...(customer === undefined ? {} : { CustomerRef: customer.ref }),
    ...(customer?.isProject === true ? { ProjectRef: customer.ref } : {}),
    ...(item === undefined ? {} : { ItemRef: item.ref }),
    BillableStatus: billable ? "Billable" : "NotBillable",
    Taxable: false,
    HourlyRate: 45 + (bits % 60),
    Hours: 1 + (bits % 8),
    Minutes: (bits % 4) * 15,
    Description: "Work on site",
  };
}
