// What posting a document needs to know of its company.

import type { WireObject } from "../company/company.ts";

export interface ItemAccounts {
  readonly id: string;
  readonly isStocked: boolean;
  readonly incomeAccountId: string | undefined;
  readonly expenseAccountId: string | undefined;
  readonly assetAccountId: string | undefined;
}

export interface PostingContext {
  readonly homeCurrency: string;
  receivable(currency: string): string;
  payable(currency: string): string;
  undepositedFunds(): string;
  exchangeGainOrLoss(): string;
  discountsGiven(): string;
  /** The account in which the tax of a rate is owed to its agency. */
  taxPayable(taxRateId: string | undefined): string;
  /** The part (0 to 1) of the tax on purchases that the agency gives back. */
  recoverableTaxShare(): number;
  item(id: string): ItemAccounts | undefined;
  read(entity: string, id: string): WireObject | undefined;
  /** The statement charge behind an invoice that shows but a subtotal. */
  hiddenCharge(invoiceId: string): { readonly accountId: string; readonly cents: number } | undefined;
}
