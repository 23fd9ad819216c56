// Why QuickBooks refuses a company, in words, by the code of its fault.

const byCause: Readonly<Record<string, string>> = {
  "code 6190":
    "QuickBooks says that the subscription has ended, was cancelled or has a billing problem (code 6190).",
  "code 7001":
    "QuickBooks’ gateway says that the subscription has lapsed, or that it has no such company at this address: a sandbox company at the production address, or the other way round (code 7001).",
  "code 120":
    "The person who connected QuickBooks has lost access to the company (code 120). Somebody who has it must reconnect.",
  "code 130":
    "The company is not at this address of QuickBooks: a sandbox company at the production address, or the other way round (code 130). Whoever runs Tieout must check QUICKBOOKS_ENVIRONMENT.",
  "code 140": "The company is locked in QuickBooks (code 140). Intuit’s support can say why.",
  "code 3100":
    "QuickBooks does not allow this app to read the company (code 3100): the person who connected may not be an administrator any more, or the app is not allowed.",
  "code 3200":
    "QuickBooks rejects our access although it was just renewed (code 3200). Somebody may have withdrawn it.",
  "status 401": "QuickBooks rejects our access although it was just renewed. Somebody may have withdrawn it.",
  "status 403": "QuickBooks forbids what we ask and does not say why.",
};

/** Null for a cause that has no sentence of its own. */
export function describeCause(cause: string | null): string | null {
  return cause === null ? null : (byCause[cause] ?? null);
}
