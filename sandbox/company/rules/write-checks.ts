// Checks that hold for every entity alike.

import type { WireObject } from "../company.ts";
import type { KnownEntity } from "../entity-traits.ts";
import { faults } from "../fault.ts";
import type { CompanyState } from "../state.ts";
import { listAt, numberAt, refAt, textAt, type Fields } from "../wire-fields.ts";
import { knownProperties } from "./known-properties.ts";
import { reject } from "./rejection.ts";

/** Who Intuit says was first when a SyncToken is stale. */
const otherUser = "root";

export function checkToken(before: WireObject, body: Fields): void {
  const token = textAt(body, "SyncToken") ?? reject(faults.required("SyncToken"));
  if (token !== before.SyncToken) reject(faults.stale(otherUser));
}

export function checkProperties(entity: KnownEntity, body: Fields): void {
  if (entity === "RecurringTransaction") return;
  const known = knownProperties[entity];
  for (const name of Object.keys(body))
    if (!known.includes(name)) reject(faults.unknownProperty(name, entity, known));
}

/** Books closed through a day take no change dated on or before it. */
export function checkOpen(state: CompanyState, object: Fields): void {
  const closed = state.closedThrough();
  const on = textAt(object, "TxnDate");
  if (closed !== undefined && on !== undefined && on <= closed)
    reject(faults.periodClosed(state.habits.closedBooksCode));
}

export const isDeposited = (object: Fields): boolean =>
  listAt(object, "LinkedTxn").some((link) => textAt(link, "TxnType") === "Deposit");

/** What a deposit took may change in its words, not in its money. */
export function checkDeposited(before: WireObject, object: WireObject): void {
  if (!isDeposited(before)) return;
  const funds = refAt(before, "DepositToAccountRef");
  const moved =
    numberAt(before, "TotalAmt") !== numberAt(object, "TotalAmt") ||
    (funds !== undefined && funds !== refAt(object, "DepositToAccountRef")) ||
    refAt(before, "CustomerRef") !== refAt(object, "CustomerRef");
  if (moved) reject(faults.deposited());
}
