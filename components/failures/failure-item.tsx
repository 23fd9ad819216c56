import { RotateCcw } from "lucide-react";

import { recordTypes } from "#lib/books/record-type.ts";
import type { RecordFailure, RetryFailures } from "#lib/contracts/record-failures.ts";
import type { Mutation } from "../data/use-mutation.ts";
import { countOf } from "../format/figures.ts";
import { Button } from "../ui/button.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import { JsonView } from "../ui/json-view.tsx";
import { Time } from "../ui/time.tsx";
import { describeReason } from "./describe-reason.ts";
import { describeSource } from "./describe-source.ts";

export interface FailureItemProps {
  readonly failure: RecordFailure;
  readonly disabledReason: string | null;
  readonly retry: Mutation<RetryFailures>;
  readonly setAside: Mutation<string>;
}

export function FailureItem({ failure, disabledReason, retry, setAside }: FailureItemProps) {
  const { recordType, sourceId, reason, detail, attempts, state } = failure;
  const subject = describeSource(failure.source);
  return (
    <article className="card">
      <div className="flex flex-wrap items-start justify-between gap-3 px-5 pt-4 pb-3">
        <div className="min-w-0">
          <h2>
            {recordTypes[recordType].singular}{" "}
            {sourceId === "" ? "without a readable ID" : `with ID ${sourceId}`}
          </h2>
          {subject === null ? null : <p className="font-medium">{subject}</p>}
          <p>{describeReason(reason)}</p>
          {detail === "" ? null : <p className="break-words text-ink-soft">{detail}</p>}
          <p className="mt-1 text-[0.9rem] text-ink-faint">
            First seen <Time at={failure.firstSeenAt} />, tried {countOf(attempts, "time")}, last{" "}
            <Time at={failure.lastSeenAt} />
          </p>
        </div>
        {state === "resolved" ? null : (
          <div className="flex gap-2">
            {state === "open" ? (
              <Button
                size="small"
                variant="quiet"
                disabledReason={disabledReason}
                busy={setAside.underWay ? "One moment…" : null}
                onClick={() => void setAside.run(failure.id)}
              >
                Set aside
              </Button>
            ) : null}
            <Button
              size="small"
              icon={<RotateCcw size={14} aria-hidden />}
              disabledReason={disabledReason}
              busy={retry.underWay ? "Retrying…" : null}
              onClick={() => void retry.run({ ids: [failure.id] })}
            >
              Retry
            </Button>
          </div>
        )}
      </div>
      <div className="px-3 pb-3">
        <Disclosure title="What QuickBooks sent">
          <JsonView value={failure.source} label={`What QuickBooks sent for ${sourceId}`} />
        </Disclosure>
      </div>
    </article>
  );
}
