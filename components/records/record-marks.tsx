import type { RecordSummary } from "#lib/contracts/records.ts";
import { Status } from "../ui/status.tsx";

export interface RecordMarksProps {
  readonly record: RecordSummary;
  readonly chip?: boolean;
}

/** What sets a record apart from an ordinary one; nothing for ordinary ones. */
export function RecordMarks(props: RecordMarksProps) {
  return (
    <>
      <CreditMark {...props} />
      <StateMark {...props} />
    </>
  );
}

/** The sign alone is lost on a page that is read aloud or printed small. */
function CreditMark({ record, chip = false }: RecordMarksProps) {
  if (!record.isCredit) return null;
  const word = record.recordType === "refund_receipt" ? "Refund" : "Credit";
  return <Status chip={chip} tone="info" word={word} />;
}

function StateMark({ record, chip = false }: RecordMarksProps) {
  if (record.deletedAt !== null) return <Status chip={chip} tone="bad" word="Deleted in QuickBooks" />;
  if (record.voidedAt !== null) return <Status chip={chip} tone="warn" word="Voided" />;
  if (!record.active) return <Status chip={chip} tone="off" word="Inactive" />;
  return null;
}
