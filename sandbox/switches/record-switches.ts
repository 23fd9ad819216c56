// Switches about what records look like on the wire and which rows a query gives.

import { choice, flag } from "./switch-kinds.ts";

export const recordSwitches = {
  defaultOrder: choice(
    ["recorded", "id-asc", "id-desc"],
    "Order without ORDERBY: documents by last change, newest first, and names by name, as in all recordings; or by Id, as documented.",
  ),
  totalCountBesideRows: choice(
    ["page", "all", "none"],
    "totalCount beside the rows of Invoice, Bill, BillPayment, Deposit, JournalEntry and PurchaseOrder: of the page, or of all that match.",
  ),
  budgetFilters: choice(
    ["taken", "refused"],
    "Active and MetaData in a query of Budget, whose page marks neither: refused with 4001, or taken.",
  ),
  inactiveTaxCodes: flag(true, "A TaxCode query returns inactive ones without being asked, as reported."),
  pseudoTaxCodes: choice(
    ["bare", "bare-and-custom", "whole"],
    "TAX and NON of a US company without SyncToken, Active and domain, as Intuit's sample has them; these and CustomSalesTax; or like other codes.",
  ),
  pseudoTaxCodesByActive: choice(
    ["shown", "left-out"],
    "Whether a filter on Active gives the bare codes, which have none.",
  ),
  membersOf2026: flag(
    true,
    "CustomExtensions, LastModifiedByRef, V4IDPseudonym and others that replies of 2026 have and older ones lack.",
  ),
  taxPaymentAsText: flag(
    true,
    "A TaxPayment writes its numbers and booleans as text, as the only published sample does.",
  ),
  newAccountTime: flag(
    false,
    "The reply to creating an Account has MetaData.LastUpdatedTime; one recorded in 2026 lacks it.",
  ),
  taxDetailOnLineChange: choice(
    ["keep", "recompute"],
    "TxnTaxDetail sent back beside changed lines keeps the old tax, or the tax is computed anew.",
  ),
} as const;
