/** Why a record was rejected, in a sentence; a reason without one is shown as it is. */
export function describeReason(reason: string): string {
  return byReason[reason] ?? reason;
}

const byReason: Readonly<Record<string, string>> = {
  "record.unreadable": "Its data is not in the form that QuickBooks documents.",
  "quickbooks.not_found": "QuickBooks could not find this record.",
  internal: "Something went wrong on our side while it was saved.",
};
