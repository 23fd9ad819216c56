import type { RecordType } from "#lib/books/record-type.ts";
import type { EntityMapping } from "./entity-mapping.ts";
import { account } from "./lists/account.ts";
import { attachable } from "./lists/attachable.ts";
import { budget } from "./lists/budget.ts";
import { classMapping } from "./lists/class.ts";
import { companyCurrency } from "./lists/company-currency.ts";
import { companyInfo } from "./lists/company-info.ts";
import { customerType } from "./lists/customer-type.ts";
import { customer } from "./lists/customer.ts";
import { department } from "./lists/department.ts";
import { employee } from "./lists/employee.ts";
import { exchangeRate } from "./lists/exchange-rate.ts";
import { item } from "./lists/item.ts";
import { journalCode } from "./lists/journal-code.ts";
import { paymentMethod } from "./lists/payment-method.ts";
import { preferences } from "./lists/preferences.ts";
import { taxAgency } from "./lists/tax-agency.ts";
import { taxCode } from "./lists/tax-code.ts";
import { taxRate } from "./lists/tax-rate.ts";
import { term } from "./lists/term.ts";
import { vendor } from "./lists/vendor.ts";
import type { TransactionMapping } from "./transaction-mapping.ts";
import { billPayment } from "./transactions/bill-payment.ts";
import { bill } from "./transactions/bill.ts";
import { creditCardPayment } from "./transactions/credit-card-payment.ts";
import { creditMemo } from "./transactions/credit-memo.ts";
import { deposit } from "./transactions/deposit.ts";
import { estimate } from "./transactions/estimate.ts";
import { inventoryAdjustment } from "./transactions/inventory-adjustment.ts";
import { invoice } from "./transactions/invoice.ts";
import { journalEntry } from "./transactions/journal-entry.ts";
import { payment } from "./transactions/payment.ts";
import { purchaseOrder } from "./transactions/purchase-order.ts";
import { purchase } from "./transactions/purchase.ts";
import { refundReceipt } from "./transactions/refund-receipt.ts";
import { reimburseCharge } from "./transactions/reimburse-charge.ts";
import { salesReceipt } from "./transactions/sales-receipt.ts";
import { taxPayment } from "./transactions/tax-payment.ts";
import { timeActivity } from "./transactions/time-activity.ts";
import { transfer } from "./transactions/transfer.ts";
import { vendorCredit } from "./transactions/vendor-credit.ts";

/** A template is mapped as what it makes. */
interface TemplateMapping {
  readonly shape: "template";
}

export type Mapping = EntityMapping | TransactionMapping | TemplateMapping;

export const mappings = {
  company_info: companyInfo,
  preferences,
  account,
  customer,
  vendor,
  employee,
  item,
  class: classMapping,
  department,
  term,
  payment_method: paymentMethod,
  customer_type: customerType,
  tax_agency: taxAgency,
  tax_code: taxCode,
  tax_rate: taxRate,
  company_currency: companyCurrency,
  exchange_rate: exchangeRate,
  journal_code: journalCode,
  budget,
  invoice,
  payment,
  sales_receipt: salesReceipt,
  credit_memo: creditMemo,
  refund_receipt: refundReceipt,
  estimate,
  bill,
  bill_payment: billPayment,
  vendor_credit: vendorCredit,
  purchase,
  purchase_order: purchaseOrder,
  deposit,
  transfer,
  credit_card_payment: creditCardPayment,
  journal_entry: journalEntry,
  inventory_adjustment: inventoryAdjustment,
  tax_payment: taxPayment,
  time_activity: timeActivity,
  reimburse_charge: reimburseCharge,
  recurring_transaction: { shape: "template" },
  attachable,
} satisfies Record<RecordType, Mapping>;
