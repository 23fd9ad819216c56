import type { SyncKind, SyncRun, SyncState, SyncStep, SyncTrigger } from "#lib/contracts/sync-run.ts";
import { recordTypes } from "#lib/books/record-type.ts";
import { countOf } from "../format/figures.ts";
import { formatDay } from "../format/times.ts";
import type { Tone } from "../ui/status.tsx";

interface Style {
  readonly tone: Tone;
  readonly word: string;
}

export const runStyles = {
  queued: { tone: "waiting", word: "Waiting" },
  running: { tone: "running", word: "Running" },
  succeeded: { tone: "good", word: "Succeeded" },
  incomplete: { tone: "warn", word: "Incomplete" },
  awaiting_approval: { tone: "bad", word: "Awaiting approval" },
  failed: { tone: "bad", word: "Failed" },
  cancelled: { tone: "off", word: "Canceled" },
} satisfies Record<SyncState, Style>;

export const stepStyles = {
  pending: { tone: "waiting", word: "Waiting" },
  running: { tone: "running", word: "Reading" },
  done: { tone: "good", word: "Done" },
  not_offered: { tone: "off", word: "Not available" },
  incomplete: { tone: "warn", word: "Incomplete" },
  failed: { tone: "bad", word: "Failed" },
} satisfies Record<SyncStep["state"], Style>;

export const kindNames = {
  full: "Full sync",
  incremental: "Incremental sync",
  repair: "Repair sync",
} satisfies Record<SyncKind, string>;

const triggers = {
  connect: "after connecting",
  person: "manually",
  api: "through the API",
  schedule: "on schedule",
  webhook: "after a webhook from QuickBooks",
  retry: "as a retry",
} satisfies Record<SyncTrigger, string>;

export function describeTrigger({ trigger, requestedBy }: Pick<SyncRun, "trigger" | "requestedBy">): string {
  if (requestedBy === null || trigger === "connect") return triggers[trigger];
  return trigger === "retry" ? `as a retry by ${requestedBy}` : `by ${requestedBy}`;
}

/** What a run covers, when that is not everything the company keeps. */
export function describeScope(run: Pick<SyncRun, "types" | "recordsAskedFor" | "dates">): string | null {
  const parts = [formatTypes(run), formatDates(run.dates)].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(", ");
}

function formatDates(dates: SyncRun["dates"]): string | null {
  if (!dates) return null;
  const { from, to } = dates;
  if (from === null) return `documents up to ${formatDay(to ?? "")}`;
  return to === null
    ? `documents from ${formatDay(from)}`
    : `documents of ${formatDay(from)} to ${formatDay(to)}`;
}

function formatTypes({ types, recordsAskedFor }: Pick<SyncRun, "types" | "recordsAskedFor">): string | null {
  if (recordsAskedFor > 0) return `${countOf(recordsAskedFor, "single record")} only`;
  if (types.length === 0) return null;
  const names = types.slice(0, 3).map((type) => recordTypes[type].plural);
  return `${names.join(", ")}${types.length > 3 ? ` and ${types.length - 3} more` : ""} only`;
}

/** What came of it, in figures: also that nothing had changed. */
export function describeResult({ counts, state }: Pick<SyncRun, "counts" | "state">): string {
  const parts = [
    [counts.created, "new"],
    [counts.changed, "changed"],
    [counts.deleted, "deleted"],
    [counts.failed, "not imported"],
  ] as const;
  const shown = parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count.toLocaleString("en-US")} ${word}`);
  if (shown.length > 0) return shown.join(", ");
  if (state !== "succeeded" && state !== "incomplete") return "";
  return counts.seen === 0 ? "No changes" : `No changes in ${countOf(counts.seen, "record")}`;
}

export function durationOf({
  startedAt,
  finishedAt,
}: Pick<SyncRun, "startedAt" | "finishedAt">): number | null {
  if (startedAt === null || finishedAt === null) return null;
  return new Date(finishedAt).getTime() - new Date(startedAt).getTime();
}
