// What the wire shows of a stored row, by the company's habits: some rows are hidden, some members left out or added.

import type { BooksHabits, EntityName, WireObject } from "./company.ts";
import { withMembersOf2026 } from "./members-of-2026.ts";
import { isPseudoTaxCode, withoutEditMembers } from "./pseudo-tax-codes.ts";
import { asText } from "./tax-payment-text.ts";

/** Of the one entity that hides rows, a page is made by looking at all of them. */
export const hidesRows = (entity: EntityName): boolean => entity === "TaxCode";

/** Accounts that the books keep and take on writing, and that no recorded reply has: 0 of 52 and 0 of 30. */
const neverShown: Readonly<Record<EntityName, string | undefined>> = {
  Payment: "ARAccountRef",
  BillPayment: "APAccountRef",
};

/** Undefined when the row is hidden. */
export function shownRow(entity: EntityName, row: WireObject, habits: BooksHabits): WireObject | undefined {
  if (entity === "TaxCode" && isPseudoTaxCode(row)) {
    if (row.Id === "CustomSalesTax" && habits.pseudoTaxCodes !== "bare-and-custom") return undefined;
    return habits.pseudoTaxCodes === "whole" ? row : withoutEditMembers(row);
  }
  if (entity === "TaxPayment") return habits.taxPaymentAsText ? asText(row) : row;
  const hidden = neverShown[entity];
  const shown = hidden === undefined ? row : without(row, hidden);
  return habits.membersOf2026 ? withMembersOf2026(entity, shown) : shown;
}

function without(row: WireObject, member: string): WireObject {
  const { [member]: _hidden, ...shown } = row;
  return { ...shown, Id: row.Id, MetaData: row.MetaData };
}
