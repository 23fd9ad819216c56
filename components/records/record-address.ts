import { recordTypes } from "#lib/books/record-type.ts";
import { formatDay } from "../format/times.ts";
import type { RecordReference, RecordSummary } from "#lib/contracts/records.ts";

/** Null for what is not stored as a record of its own. */
export function recordAddress(companyId: string, { recordType, sourceId }: RecordReference): string | null {
  if (recordType === null) return null;
  return `/companies/${companyId}/records/${recordType}/${encodeURIComponent(sourceId)}`;
}

/** "Invoice 1037", "Cool Cars", or, without a number, "Deposit of Nov 19, 2026". */
export function recordTitle({ recordType, title, sourceId, date }: RecordSummary): string {
  const info = recordTypes[recordType];
  if (info.shape === "entity") return title === "" ? `${info.singular} ${sourceId}` : title;
  if (title !== "") return `${info.singular} ${title}`;
  return `${info.singular} ${date === null ? `with ID ${sourceId}` : `of ${formatDay(date)}`}`;
}
