import type { RecordType } from "../books/record-type.ts";
import { intuitEntity } from "../quickbooks/entities.ts";

/**
 * QuickBooks' count where ours must equal it, else null. Nobody can delete an exchange rate: when fewer
 * are counted than we hold, the count is not of all of them.
 */
export function comparableCount(
  recordType: RecordType,
  sourceCount: number,
  ourCount: number,
): number | null {
  return intuitEntity(recordType).access === "day" && sourceCount < ourCount ? null : sourceCount;
}
