import { queryPage } from "#lib/quickbooks/query.ts";
import type { RunContext } from "#lib/sync/run-context.ts";

/**
 * Intuit's clock, by the smallest question there is. Cursors are compared with it and never with ours:
 * the two may differ. Costs one metered call.
 */
export async function fetchQuickBooksTime(context: RunContext): Promise<Date> {
  const { client, signal } = context;
  const page = await queryPage(client, "company_info", { startPosition: 1, maxResults: 1, signal });
  return page.time ?? context.clock.now();
}
