import { textAt, type Fields } from "./wire-fields.ts";

/** A deposit's line that takes in a receipt tells how a numbered one was paid; most such lines have no detail. */
export function depositedDetail(receipt: Fields): Fields {
  const CheckNum = textAt(receipt, "PaymentRefNum");
  const { PaymentMethodRef } = receipt;
  return CheckNum === undefined || PaymentMethodRef === undefined
    ? {}
    : { DepositLineDetail: { PaymentMethodRef, CheckNum } };
}
