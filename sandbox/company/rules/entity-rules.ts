// For each entity: what a body must hold, even a sparse one, and what completes it.

import type { KnownEntity } from "../entity-traits.ts";
import {
  completeCardPayment,
  completeDeposit,
  completeTaxPayment,
  completeTransfer,
} from "./banking-rule.ts";
import type { Draft } from "./draft.ts";
import { completeJournalEntry } from "./journal-entry-rule.ts";
import { completeAccount } from "./account-rule.ts";
import {
  completeBudget,
  completeCompanyCurrency,
  completeExchangeRate,
  completeJournalCode,
  completePaymentMethod,
  completeTaxAgency,
  completeTerm,
  completeTree,
} from "./small-list-rule.ts";
import { completeItem } from "./item-rule.ts";
import { completeCustomer, completeEmployee, completeVendor } from "./name-rule.ts";
import { completeBillPayment, completePayment } from "./payment-rule.ts";
import {
  completeCreditMemo,
  completeEstimate,
  completeInvoice,
  completeRefundReceipt,
  completeSalesReceipt,
} from "./sales-rule.ts";
import { completeAttachable, completeCompanyInfo, completePreferences } from "./setting-rule.ts";
import { completeBill, completePurchaseOrder, completeVendorCredit } from "./bill-rule.ts";
import { completePurchase } from "./purchase-rule.ts";
import {
  completeInventoryAdjustment,
  completeRecurringTransaction,
  completeTimeActivity,
} from "./stock-and-time-rule.ts";

export interface EntityRule {
  readonly complete: (draft: Draft) => Record<string, unknown>;
  /** Members that even a sparse update must send. */
  readonly alwaysSent?: readonly string[];
  /** Voided by this form alone; the others answer in their own odd ways. */
  readonly voidBy?: readonly ("operation" | "include")[];
  /** A second transaction with the same number is refused. */
  readonly uniqueNumber?: true;
}

export const entityRules: Readonly<Partial<Record<KnownEntity, EntityRule>>> = {
  Account: { complete: completeAccount },
  Customer: { complete: completeCustomer },
  Vendor: { complete: completeVendor },
  Employee: { complete: completeEmployee },
  Item: { complete: completeItem },
  Class: { complete: completeTree },
  Department: { complete: completeTree },
  Term: { complete: completeTerm },
  PaymentMethod: { complete: completePaymentMethod },
  TaxAgency: { complete: completeTaxAgency },
  CompanyCurrency: { complete: completeCompanyCurrency },
  ExchangeRate: { complete: completeExchangeRate },
  JournalCode: { complete: completeJournalCode },
  Budget: { complete: completeBudget },
  Invoice: { complete: completeInvoice, voidBy: ["operation", "include"] },
  Payment: { complete: completePayment, voidBy: ["operation", "include"] },
  SalesReceipt: { complete: completeSalesReceipt, voidBy: ["include"] },
  CreditMemo: { complete: completeCreditMemo },
  RefundReceipt: { complete: completeRefundReceipt },
  Estimate: { complete: completeEstimate },
  Bill: { complete: completeBill, alwaysSent: ["VendorRef"] },
  BillPayment: { complete: completeBillPayment, voidBy: ["include"] },
  VendorCredit: { complete: completeVendorCredit, alwaysSent: ["VendorRef"] },
  Purchase: { complete: completePurchase, alwaysSent: ["PaymentType"], uniqueNumber: true },
  PurchaseOrder: { complete: completePurchaseOrder },
  Deposit: { complete: completeDeposit },
  Transfer: { complete: completeTransfer },
  JournalEntry: { complete: completeJournalEntry },
  InventoryAdjustment: { complete: completeInventoryAdjustment },
  CreditCardPaymentTxn: { complete: completeCardPayment },
  TaxPayment: { complete: completeTaxPayment },
  TimeActivity: { complete: completeTimeActivity },
  RecurringTransaction: { complete: completeRecurringTransaction },
  CompanyInfo: { complete: completeCompanyInfo },
  Preferences: { complete: completePreferences },
  Attachable: { complete: completeAttachable },
};
