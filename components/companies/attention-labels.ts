import type { Attention, AttentionKind } from "#lib/contracts/companies.ts";
import { countOf } from "../format/figures.ts";
import type { Tone } from "../ui/status.tsx";

export interface AttentionLabels {
  readonly tone: Extract<Tone, "bad" | "warn">;
  /** The company's status, in a word or two. */
  readonly word: string;
  /** What to see to, for a cell of the list. */
  readonly short: (count: number) => string;
  /** Above a sentence on the company's own page, where `short` would say too little. */
  readonly title?: string;
  /** What it means for the books. */
  readonly message: string;
  /** The part of the company's pages where it can be seen to. */
  readonly where: "" | "/runs" | "/failures" | "/settings";
}

export const attentionLabels = {
  reconnect: {
    tone: "bad",
    word: "Needs reconnecting",
    short: () => "Reconnect QuickBooks",
    message:
      "QuickBooks no longer accepts our access. The books stay as they were at the last sync until someone reconnects.",
    where: "",
  },
  subscription_lapsed: {
    tone: "warn",
    word: "Subscription lapsed",
    short: () => "QuickBooks subscription ended",
    message: "The company must renew its QuickBooks subscription. Syncing then resumes automatically.",
    where: "",
  },
  approve_deletions: {
    tone: "bad",
    word: "Awaiting approval",
    short: () => "Deletions await approval",
    message:
      "Many records are missing in QuickBooks at once. Nothing is marked as deleted until someone approves.",
    where: "/runs",
  },
  sync_failed: {
    tone: "bad",
    word: "Sync failed",
    short: () => "See what went wrong",
    title: "The last sync failed",
    message: "The books stay as they were after the sync before. Its page shows what went wrong.",
    where: "/runs",
  },
  counts_differ: {
    tone: "warn",
    word: "Incomplete",
    short: () => "Counts differ from QuickBooks",
    message: "The last sync finished, but some record counts differ from QuickBooks.",
    where: "",
  },
  records_rejected: {
    tone: "warn",
    word: "Incomplete",
    short: (count) => `${countOf(count, "record")} not imported`,
    message: "These records could not be imported. All others are in the books.",
    where: "/failures",
  },
  overdue: {
    tone: "warn",
    word: "Overdue",
    short: () => "Sync overdue",
    message: "No sync has succeeded for more than twice the time between syncs.",
    where: "/runs",
  },
  consent_ends: {
    tone: "warn",
    word: "Access ends soon",
    short: () => "Reconnect before access ends",
    message: "Access to QuickBooks ends soon. Reconnect before then to avoid an interruption.",
    where: "",
  },
} satisfies Record<AttentionKind, AttentionLabels>;

export function titleOf({ kind, count }: Attention): string {
  const words: AttentionLabels = attentionLabels[kind];
  return words.title ?? words.short(count ?? 0);
}

export function describeAttention(attention: Attention): string {
  return attentionLabels[attention.kind].short(attention.count ?? 0);
}
