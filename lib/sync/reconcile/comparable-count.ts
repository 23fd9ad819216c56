import type { RecordType } from "#lib/books/record-type.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";

/**
 * QuickBooks' count where ours must equal it, else null. Nobody can delete an exchange rate: when fewer
 * are counted than we hold, the count is not of all of them. The same holds where QuickBooks may have left
 * inactive records out, as long as no more are missing in its count than we hold of those.
 */
export function comparableCount(
  recordType: RecordType,
  sourceCount: number,
  ourCount: number,
  inactiveLeftOut = 0,
): number | null {
  const fewer = ourCount - sourceCount;
  if (fewer <= 0) return sourceCount;
  if (intuitEntity(recordType).access === "day") return null;
  return fewer <= inactiveLeftOut ? null : sourceCount;
}
