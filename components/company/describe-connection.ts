import type { AttentionKind } from "#lib/contracts/companies.ts";
import type { CompanyDetail, ConnectionDetail } from "#lib/contracts/company.ts";
import { connectionStates } from "#lib/books/connection-state.ts";
import { describeCause } from "./state-causes.ts";

/** What keeps the books from being equal to QuickBooks' although we are let in. */
const behind: ReadonlySet<AttentionKind> = new Set<AttentionKind>([
  "approve_deletions",
  "sync_failed",
  "counts_differ",
  "records_rejected",
  "overdue",
]);

interface Described extends Pick<CompanyDetail, "attention" | "lastSyncedAt"> {
  readonly connection: Pick<ConnectionDetail, "state" | "cause"> | null;
}

/** The sentence on the company's card. That the books are up to date only where nothing speaks against it. */
export function describeConnection({ connection, attention, lastSyncedAt }: Described): string {
  if (connection === null) return "QuickBooks is not connected yet.";
  const info = connectionStates[connection.state];
  if (connection.state !== "connected") {
    // Why it once came to be as it should be explains nothing.
    const cause =
      connection.cause !== null && info.nextStep !== "none" ? ` ${describeCause(connection.cause)}` : "";
    return `${info.message}${cause}`;
  }
  if (attention.some(({ kind }) => behind.has(kind))) {
    return "QuickBooks is connected, but the books do not fully match it. This page shows what needs attention.";
  }
  if (lastSyncedAt === null)
    return "QuickBooks is connected. The books are complete once the first sync has finished.";
  return "QuickBooks is connected, and the books are up to date.";
}
