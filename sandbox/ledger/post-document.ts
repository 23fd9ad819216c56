// The double entry of each type of transaction (Intuit's docs, "How transactions affect accounts").

import type { KnownEntity } from "../company/entity-traits.ts";
import type { Fields } from "../company/wire-fields.ts";
import { noEffects, type Effects, type PostDocument } from "./document.ts";
import { postInventoryAdjustment } from "./documents/inventory-adjustment.ts";
import {
  postCardPayment,
  postDeposit,
  postJournalEntry,
  postTaxPayment,
  postTransfer,
} from "./documents/money-documents.ts";
import {
  postCreditMemo,
  postInvoice,
  postRefundReceipt,
  postSalesReceipt,
} from "./documents/sales-document.ts";
import { postBillPayment, postPayment } from "./documents/settlement-document.ts";
import { postBill, postPurchase, postVendorCredit } from "./documents/spend-document.ts";
import type { PostingContext } from "./posting-context.ts";

const posters: Readonly<Partial<Record<KnownEntity, PostDocument>>> = {
  Invoice: postInvoice,
  Payment: postPayment,
  SalesReceipt: postSalesReceipt,
  CreditMemo: postCreditMemo,
  RefundReceipt: postRefundReceipt,
  Bill: postBill,
  BillPayment: postBillPayment,
  VendorCredit: postVendorCredit,
  Purchase: postPurchase,
  Deposit: postDeposit,
  Transfer: postTransfer,
  JournalEntry: postJournalEntry,
  InventoryAdjustment: postInventoryAdjustment,
  CreditCardPaymentTxn: postCardPayment,
  TaxPayment: postTaxPayment,
};

/** Transactions that post nothing (estimates, orders, timesheets, templates) have no effects. */
export const postDocument = (entity: KnownEntity, document: Fields, context: PostingContext): Effects =>
  posters[entity]?.(document, context) ?? noEffects;

export const isPosting = (entity: string): boolean => Object.hasOwn(posters, entity);
