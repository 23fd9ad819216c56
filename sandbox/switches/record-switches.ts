/** Switches about what records look like on the wire and which rows a query gives. */
import { choice, flag } from "./switch-kinds.ts";

export const recordSwitches = {
  inactiveTaxCodes: flag(true, "A TaxCode query returns inactive ones without being asked, as reported."),
  pseudoTaxCodes: choice(
    ["whole", "bare", "bare-and-custom"],
    "TAX and NON of a US company: like other codes, or without SyncToken, Active and domain as Intuit's sample has them; or these and CustomSalesTax.",
  ),
  pseudoTaxCodesByActive: choice(
    ["shown", "left-out"],
    "Whether a filter on Active gives the bare codes, which have none.",
  ),
} as const;
