import { companyId, realmId } from "../../lib/core/ids.ts";
import { createClient } from "../../lib/quickbooks/create-client.ts";
import type { CallObserver, QuickBooksClient } from "../../lib/quickbooks/client.ts";
import { unpaced } from "../../lib/quickbooks/pacing.ts";

export interface BenchTarget {
  readonly sandboxUrl: string;
  readonly realmId: string;
  readonly accessToken: string;
}

/** A client without limits of ours: what is measured is the way of the records, not Intuit's quota. */
export function benchClient(target: BenchTarget, company: string, observe?: CallObserver): QuickBooksClient {
  return createClient({
    apiBaseUrl: target.sandboxUrl,
    companyId: companyId(company),
    realmId: realmId(target.realmId),
    tokens: {
      get: () => Promise.resolve(target.accessToken),
      rejected: () => Promise.resolve(target.accessToken),
    },
    pacer: unpaced,
    observe,
  });
}
