import { recordTypes, type RecordType } from "#lib/books/record-type.ts";
import type { RecordFailureList, RetryFailures } from "#lib/contracts/record-failures.ts";
import type { Mutation } from "../data/use-mutation.ts";
import { countOf } from "../format/figures.ts";
import { describeReason } from "./describe-reason.ts";
import { Button } from "../ui/button.tsx";

interface Kind {
  readonly recordType: RecordType | null;
  readonly reason: string | null;
}

export interface FailureKindsProps {
  readonly kinds: RecordFailureList["kinds"];
  readonly filter: Kind;
  readonly disabledReason: string | null;
  readonly retry: Mutation<RetryFailures>;
  /** Nulls: any kind. */
  readonly onChoose: (kind: Kind) => void;
}

/** Open ones by type and reason: each kind can be looked at, and retried, as one. */
export function FailureKinds({ kinds, filter, disabledReason, retry, onChoose }: FailureKindsProps) {
  return (
    <ul className="card divide-y divide-line" aria-label="Kinds">
      {kinds.map(({ recordType, reason, count }) => {
        const on = filter.recordType === recordType && filter.reason === reason;
        return (
          <li
            key={`${recordType} ${reason}`}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3"
          >
            <button
              type="button"
              aria-pressed={on}
              className="min-w-0 flex-1 text-left hover:underline"
              onClick={() => onChoose(on ? { recordType: null, reason: null } : { recordType, reason })}
            >
              <span className="font-medium">
                {countOf(
                  count,
                  recordTypes[recordType].singular.toLowerCase(),
                  recordTypes[recordType].plural.toLowerCase(),
                )}{" "}
                could not be imported
              </span>
              <span className="text-ink-soft"> · {describeReason(reason)}</span>
            </button>
            <Button
              size="small"
              disabledReason={disabledReason}
              busy={retry.underWay ? "Retrying…" : null}
              onClick={() => void retry.run({ recordType, reason })}
            >
              Retry all of these
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
