import { recordTypes } from "#lib/books/record-type.ts";
import type { SyncStep } from "#lib/contracts/sync-run.ts";
import { formatCount } from "../format/figures.ts";
import { stepStyles } from "../runs/run-style.ts";
import { StatusShape } from "../ui/status.tsx";

/** A run under way, type by type, in a line or two. */
export function StepChips({ steps }: { readonly steps: readonly SyncStep[] }) {
  const shown = steps.filter(({ state }) => state !== "not_offered");
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-[0.9rem]">
      {shown.map((step) => {
        const style = stepStyles[step.state];
        return (
          <li key={step.recordType} className="inline-flex items-center gap-1.5" title={style.word}>
            <StatusShape tone={style.tone} />
            <span className="sr-only">{style.word}: </span>
            <span className={step.state === "pending" ? "text-ink-faint" : ""}>
              {recordTypes[step.recordType].plural}
            </span>
            {step.state === "running" ? (
              <span className="text-ink-faint tabular-nums">
                {formatCount(step.counts.seen)}
                {step.expected === null ? "" : ` of ${formatCount(step.expected)}`}
              </span>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
