// The made-up tax codes of United States companies: lines say TAX or NON, and QuickBooks lists them among
// the codes although nobody can edit them. Source: Intuit's TaxCode sample, which has a third, CustomSalesTax.

import type { WireObject } from "./company.ts";

export const pseudoTaxCodes = [
  { id: "TAX", taxable: true },
  { id: "NON", taxable: false },
  { id: "CustomSalesTax", taxable: true },
] as const;

const ids = new Set<string>(pseudoTaxCodes.map(({ id }) => id));

export const isPseudoTaxCode = ({ Id }: WireObject): boolean => ids.has(Id);

/** As Intuit's sample has them: what cannot be edited counts no edits, and is neither active nor inactive. */
export function withoutEditMembers(row: WireObject): WireObject {
  const { SyncToken: _token, Active: _active, domain: _domain, sparse: _sparse, ...shown } = row;
  return { ...shown, Id: row.Id, MetaData: row.MetaData };
}
