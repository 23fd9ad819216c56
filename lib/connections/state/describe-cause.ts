// Why QuickBooks rejects a company, in words, by the code of its fault.

const byCause: Readonly<Record<string, string>> = {
  "code 6190":
    "QuickBooks reports that the subscription has ended, was canceled or has a billing problem (code 6190).",
  "code 7001":
    "QuickBooks reports that the subscription has lapsed, or that it has no such company at this address: a sandbox company at the production address, or the reverse (code 7001).",
  "code 120":
    "The person who connected QuickBooks has lost access to the company (code 120). Someone who has access must reconnect.",
  "code 130":
    "The company is not at this address of QuickBooks: a sandbox company at the production address, or the reverse (code 130). The administrator of this installation must check QUICKBOOKS_ENVIRONMENT.",
  "code 140": "The company is locked in QuickBooks (code 140). Intuit’s support can help.",
  "code 3100":
    "QuickBooks does not allow this app to read the company (code 3100): the person who connected may no longer be an administrator, or the app is not allowed.",
  "code 3200":
    "QuickBooks rejects our access although it was just renewed (code 3200). Someone may have withdrawn it.",
  "status 401": "QuickBooks rejects our access although it was just renewed. Someone may have withdrawn it.",
  "status 403": "QuickBooks does not allow this request and gives no reason.",
};

/** Null for a cause that has no sentence of its own. */
export function describeCause(cause: string | null): string | null {
  return cause === null ? null : (byCause[cause] ?? null);
}
