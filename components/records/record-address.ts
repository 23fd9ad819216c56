import { recordTypes } from "../../lib/books/record-type.ts";
import type { RecordReference, RecordSummary } from "../../lib/contracts/records.ts";

/** Null for what we do not hold as a record of its own. */
export function recordAddress(companyId: string, { recordType, sourceId }: RecordReference): string | null {
  if (recordType === null) return null;
  return `/companies/${companyId}/records/${recordType}/${encodeURIComponent(sourceId)}`;
}

/** "Invoice 1037", "Cool Cars", or, without a number, "Payment 84" by QuickBooks' own id. */
export function recordTitle({ recordType, title, sourceId }: RecordSummary): string {
  const info = recordTypes[recordType];
  if (info.shape === "entity") return title === "" ? `${info.singular} ${sourceId}` : title;
  return `${info.singular} ${title === "" ? `with id ${sourceId}` : title}`;
}
