import type { RecordType } from "#lib/books/record-type.ts";

/**
 * The words for transactions inside LinkedTxn, which are not the names of the entities. Sources: Intuit's
 * page on linked transactions, TxnTypeEnum of its schema. Words for what no endpoint returns
 * (StatementCharge, ChargeCredit, Paycheck, …) have no type of ours.
 */
const linkedTypes = new Map<string, RecordType>([
  ["Invoice", "invoice"],
  ["Payment", "payment"],
  ["ReceivePayment", "payment"],
  ["CreditMemo", "credit_memo"],
  ["SalesReceipt", "sales_receipt"],
  ["RefundReceipt", "refund_receipt"],
  ["Estimate", "estimate"],
  ["Bill", "bill"],
  ["BillPayment", "bill_payment"],
  ["BillPaymentCheck", "bill_payment"],
  ["BillPaymentCreditCard", "bill_payment"],
  ["EFTBillPayment", "bill_payment"],
  ["VendorCredit", "vendor_credit"],
  ["PurchaseOrder", "purchase_order"],
  ["Purchase", "purchase"],
  ["Expense", "purchase"],
  ["CashPurchase", "purchase"],
  ["Check", "purchase"],
  ["CreditCardCharge", "purchase"],
  ["CreditCardCredit", "purchase"],
  ["Deposit", "deposit"],
  ["Transfer", "transfer"],
  ["JournalEntry", "journal_entry"],
  ["InventoryAdjustment", "inventory_adjustment"],
  ["CreditCardPayment", "credit_card_payment"],
  ["TaxPayment", "tax_payment"],
  ["SalesTaxPaymentCheck", "tax_payment"],
  ["TimeActivity", "time_activity"],
  ["ReimburseCharge", "reimburse_charge"],
]);

/** Null for a word that stands for no type of ours. Intuit's case counts. */
export function linkedTypeOf(word: string): RecordType | null {
  return linkedTypes.get(word) ?? null;
}
