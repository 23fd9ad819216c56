import { nameValue } from "./name-value.ts";

/** What a payment's line says of the document it pays: its Id, what was open on it before, and its number. */
export function paymentLineEx(id: string, openCents: number, number: string | undefined): object {
  return {
    any: [
      nameValue("txnId", id),
      nameValue("txnOpenBalance", (openCents / 100).toFixed(2)),
      ...(number === undefined ? [] : [nameValue("txnReferenceNumber", number)]),
    ],
  };
}
