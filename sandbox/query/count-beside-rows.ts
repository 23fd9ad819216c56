import type { SwitchValues } from "../switches/switch-catalogue.ts";

/** Types whose rows have a totalCount beside them in replies of 2025 and 2026; all other recorded types have none. */
const counted = new Set(["Invoice", "Bill", "BillPayment", "Deposit", "JournalEntry", "PurchaseOrder"]);

/** Whether it counts the rows of the page or of the whole answer is not known. */
export function countBesideRows(
  entity: string,
  rows: number,
  { totalCountBesideRows }: Readonly<SwitchValues>,
  countAll: () => number,
): number | undefined {
  if (!counted.has(entity) || totalCountBesideRows === "none" || rows === 0) return undefined;
  return totalCountBesideRows === "page" ? rows : countAll();
}
