// Payroll and sales tax as QuickBooks enters them: paychecks, and payments to the tax offices.

import { toCents } from "./cents.ts";
import type { Balances } from "./balances.ts";
import { faults } from "./fault.ts";
import { reject } from "./rules/rejection.ts";
import type { CompanyState } from "./state.ts";
import { debitAndCredit, postUnlisted } from "./unlisted-transactions.ts";
import type { PostedTransaction } from "../ledger/books.ts";

/** Shares of the gross wage that are kept back for the tax office, and that the employer adds. */
const withheld = 0.22;
const employerTax = 0.0765;

const accountOf = (state: CompanyState, subType: string): string =>
  state.chart.findSystem(subType)?.id ??
  reject(faults.business(`The company has no account of the kind ${subType}.`));

/** Wages to the employee, taxes to what is owed; both are expenses. */
export function payEmployee(
  state: CompanyState,
  balances: Balances,
  { employeeId, on, gross }: { readonly employeeId: string; readonly on: string; readonly gross: number },
): PostedTransaction {
  if (state.read("Employee", employeeId) === undefined) return reject(faults.notFound());
  const marks = { nameEntity: "Employee", nameId: employeeId } as const;
  const grossCents = toCents(gross);
  const keptCents = Math.round(grossCents * withheld);
  const addedCents = Math.round(grossCents * employerTax);
  const expenses = accountOf(state, "PayrollExpenses");
  const owed = accountOf(state, "PayrollTaxPayable");
  const postings = [
    ...debitAndCredit(expenses, accountOf(state, "Checking"), grossCents - keptCents, marks),
    ...debitAndCredit(expenses, owed, keptCents, marks),
    ...debitAndCredit(expenses, owed, addedCents, marks),
  ];
  return postUnlisted(
    state,
    { kind: "PayrollCheck", on, number: "DD", memo: "Pay Period", postings },
    balances,
  );
}

/** Pays what is owed to the tax office, all of it unless an amount is given. */
export function payPayrollTax(
  state: CompanyState,
  balances: Balances,
  { on, amount }: { readonly on: string; readonly amount?: number | undefined },
): PostedTransaction {
  const owed = accountOf(state, "PayrollTaxPayable");
  const cents = amount === undefined ? -state.books.account(owed).home : toCents(amount);
  if (cents <= 0) reject(faults.business("No payroll tax is owed."));
  const postings = debitAndCredit(owed, accountOf(state, "Checking"), cents);
  return postUnlisted(state, { kind: "PayrollTaxPayment", on, memo: "Federal Taxes", postings }, balances);
}

/** Sales tax paid in the product. Where TaxPayment is an entity, that is how it is paid. */
export function paySalesTax(
  state: CompanyState,
  balances: Balances,
  { taxAgencyId, on, amount }: { readonly taxAgencyId: string; readonly on: string; readonly amount: number },
): PostedTransaction {
  const owed = state.taxAccounts.get(taxAgencyId) ?? reject(faults.notFound());
  const postings = debitAndCredit(owed, accountOf(state, "Checking"), toCents(amount));
  return postUnlisted(state, { kind: "SalesTaxPayment", on, memo: "Q1 Payment", postings }, balances);
}
