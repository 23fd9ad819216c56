/** Why a record was rejected, in a sentence; a reason without one is shown as it stands. */
export function describeReason(reason: string): string {
  return byReason[reason] ?? reason;
}

const byReason: Readonly<Record<string, string>> = {
  "record.unreadable": "Something in it is not as QuickBooks describes its records.",
  "quickbooks.not_found": "QuickBooks did not find it when it was asked for by itself.",
  internal: "Something went wrong on our side while it was stored.",
};
