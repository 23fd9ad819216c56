import type { RecordSummary } from "../../lib/contracts/records.ts";
import { Status } from "../ui/status.tsx";

/** What sets a record apart from an ordinary one; nothing for ordinary ones. */
export function RecordMarks({
  record,
  chip = false,
}: {
  readonly record: RecordSummary;
  readonly chip?: boolean;
}) {
  if (record.deletedAt !== null) return <Status chip={chip} tone="bad" word="Deleted in QuickBooks" />;
  if (record.voidedAt !== null) return <Status chip={chip} tone="warn" word="Voided" />;
  if (!record.active) return <Status chip={chip} tone="off" word="Inactive" />;
  return null;
}
