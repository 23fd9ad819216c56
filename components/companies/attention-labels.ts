import type { Attention, AttentionKind } from "#lib/contracts/companies.ts";
import { countOf } from "../format/figures.ts";
import type { Tone } from "../ui/status.tsx";

export interface AttentionLabels {
  readonly tone: Extract<Tone, "bad" | "warn">;
  /** How the company stands, in a word or two. */
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
    message: "QuickBooks no longer lets us in. The books stay as of the last sync until somebody reconnects.",
    where: "",
  },
  subscription_lapsed: {
    tone: "warn",
    word: "Subscription lapsed",
    short: () => "QuickBooks subscription ended",
    message: "The company has to renew its QuickBooks subscription. Syncing then resumes by itself.",
    where: "",
  },
  approve_deletions: {
    tone: "bad",
    word: "Awaiting approval",
    short: () => "Deletions wait for approval",
    message:
      "QuickBooks seems to have lost many records at once. Nothing is marked as deleted until a person decides.",
    where: "/runs",
  },
  sync_failed: {
    tone: "bad",
    word: "Sync failed",
    short: () => "See what went wrong",
    title: "The last sync failed",
    message: "The books stay as of the sync before. The run says what went wrong.",
    where: "/runs",
  },
  counts_differ: {
    tone: "warn",
    word: "Incomplete",
    short: () => "Counts differ from QuickBooks",
    message: "The last sync ended, but not every type of record agrees with QuickBooks.",
    where: "",
  },
  records_rejected: {
    tone: "warn",
    word: "Incomplete",
    short: (count) => `${countOf(count, "record")} not imported`,
    message: "These records could not be understood. Everything else is in the books.",
    where: "/failures",
  },
  overdue: {
    tone: "warn",
    word: "Overdue",
    short: () => "Sync overdue",
    message: "No sync has succeeded for more than twice the schedule.",
    where: "/runs",
  },
  consent_ends: {
    tone: "warn",
    word: "Access ends soon",
    short: () => "Reconnect before access ends",
    message: "Intuit ends our access soon. Reconnect before then, and nothing is interrupted.",
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
