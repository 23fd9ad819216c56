import { recordTypes } from "#lib/books/record-type.ts";
import type { RecordLink, RecordReference } from "#lib/contracts/records.ts";

export interface LinkLabels {
  readonly reference: RecordReference;
  /** For one without a number: "Payment with ID". */
  readonly fallback: string;
}

/** How a link is read: "Invoice 1037", or by its id where it has no number. */
export function linkLabels(link: RecordLink): LinkLabels {
  const { recordType, name } = link.other;
  const type = recordType === null ? link.linkedAs : recordTypes[recordType].singular;
  const isNumbered = name !== null && name !== "";
  return {
    reference: { ...link.other, name: isNumbered ? `${type} ${name}` : null },
    fallback: `${type} with ID`,
  };
}
