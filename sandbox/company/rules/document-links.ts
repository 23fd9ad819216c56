// LinkedTxn of a form: what the body may link it to, together with the links that other transactions made.

import { faults } from "../fault.ts";
import { listAt, textAt, type Fields } from "../wire-fields.ts";
import { entityOfLinkType } from "./applied-lines.ts";
import type { Draft } from "./draft.ts";
import { reject } from "./rejection.ts";

/** What a form of each kind may be made from. */
const sources: Readonly<Record<string, ReadonlySet<string>>> = {
  Invoice: new Set(["Estimate", "TimeActivity", "ReimburseCharge"]),
  SalesReceipt: new Set(["Estimate", "TimeActivity", "ReimburseCharge"]),
  CreditMemo: new Set(["Estimate"]),
  Bill: new Set(["PurchaseOrder"]),
  Purchase: new Set(["PurchaseOrder"]),
  VendorCredit: new Set(["PurchaseOrder"]),
};

export function documentLinks(draft: Draft): readonly Fields[] {
  const allowed = sources[draft.entity] ?? new Set<string>();
  const isSource = (link: Fields): boolean =>
    allowed.has(entityOfLinkType[textAt(link, "TxnType") ?? ""] ?? "");
  const madeByOthers = (draft.before === undefined ? [] : listAt(draft.before, "LinkedTxn")).filter(
    (link) => !isSource(link),
  );
  const asked = listAt(draft.fields, "LinkedTxn").filter((link) => {
    if (isSource(link)) return true;
    // Echoing the links that payments made is harmless; making one up is refused.
    const isEcho = madeByOthers.some((other) => textAt(other, "TxnId") === textAt(link, "TxnId"));
    if (!isEcho) reject(faults.cannotLink(textAt(link, "TxnType") ?? "", textAt(link, "TxnId") ?? ""));
    return false;
  });
  for (const link of asked) {
    const id = textAt(link, "TxnId") ?? "";
    if (draft.state.read(entityOfLinkType[textAt(link, "TxnType") ?? ""] ?? "", id) === undefined)
      reject(faults.notFound());
  }
  return [...asked, ...madeByOthers];
}
