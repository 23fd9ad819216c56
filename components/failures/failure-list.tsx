"use client";

import { PartyPopper, RotateCcw } from "lucide-react";
import { useCallback } from "react";

import { recordTypes } from "../../lib/books/record-type.ts";
import type { CompanyDetail } from "../../lib/contracts/company.ts";
import {
  recordFailureList,
  recordFailuresQuery,
  retryFailuresAnswer,
  type RecordFailure,
  type RecordFailureList,
  type RecordFailuresQuery,
  type RetryFailures,
} from "../../lib/contracts/record-failures.ts";
import { syncRefusal } from "../company/refusals.ts";
import { useRefreshCompany } from "../company/use-company.ts";
import { sendJson } from "../data/fetch-json.ts";
import { sayProblem } from "../data/problem-error.ts";
import { queryString } from "../data/query-string.ts";
import { useAddressQuery } from "../data/use-address-query.ts";
import { useContract } from "../data/use-contract.ts";
import { useDeed, type Deed } from "../data/use-deed.ts";
import { countOf } from "../format/figures.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FilterTabs } from "../ui/filter-tabs.tsx";
import { JsonView } from "../ui/json-view.tsx";
import { Notice } from "../ui/notice.tsx";
import { Pager } from "../ui/pager.tsx";
import { Time } from "../ui/time.tsx";

export interface FailureListProps {
  readonly company: CompanyDetail;
  readonly initial: RecordFailureList;
  readonly initialQuery: RecordFailuresQuery;
}

/** Records that could not be taken in: why, what QuickBooks sent, and another try. */
export function FailureList({ company, initial, initialQuery }: FailureListProps) {
  const { query: address, change } = useAddressQuery();
  const parsed = recordFailuresQuery.safeParse(Object.fromEntries(address));
  const query = parsed.success ? parsed.data : recordFailuresQuery.parse({});
  const isInitial = JSON.stringify(query) === JSON.stringify(initialQuery);
  const { recordType, reason, state, page } = query;
  const { data = initial, error } = useContract(
    `/api/companies/${company.id}/failures${queryString({ recordType, reason, state, page })}`,
    recordFailureList,
    { refreshInterval: 5000, ...(isInitial ? { fallbackData: initial } : {}) },
  );
  const retry = useRetry(company.id);
  const { role } = useViewer();
  const refusal = syncRefusal(role, company);
  const filtered = recordType !== undefined || reason !== undefined;
  return (
    <div className="flex flex-col gap-4">
      <FilterTabs
        label="Show"
        value={state}
        onChange={(value) =>
          change({ state: value === "open" ? null : value, page: null, recordType: null, reason: null })
        }
        tabs={[
          { value: "open", label: "Open" },
          { value: "resolved", label: "Taken in since" },
          { value: "ignored", label: "Set aside" },
        ]}
      />
      {error ? (
        <Notice tone="bad" live title={sayProblem(error)}>
          The list is as it was when we last heard.
        </Notice>
      ) : null}
      {state === "open" && data.kinds.length > 0 ? (
        <Kinds kinds={data.kinds} query={query} refusal={refusal} retry={retry} change={change} />
      ) : null}
      {data.failures.length === 0 ? (
        <div className="card">
          <EmptyState
            icon={<PartyPopper size={20} />}
            title={state === "open" ? "Every record was taken in" : "Nothing here"}
            action={
              filtered ? (
                <Button onClick={() => change({ recordType: null, reason: null })}>Show all</Button>
              ) : undefined
            }
          >
            {state === "open"
              ? "A record that cannot be understood is kept here with what QuickBooks sent; everything else goes on."
              : null}
          </EmptyState>
        </div>
      ) : (
        <ul className="flex flex-col gap-3">
          {data.failures.map((failure) => (
            <li key={failure.id}>
              <Failure failure={failure} refusal={refusal} retry={retry} />
            </li>
          ))}
        </ul>
      )}
      {data.matching <= data.pageSize ? null : (
        <Pager
          page={page}
          pageSize={data.pageSize}
          matching={data.matching}
          of="records"
          onPage={(next) => change({ page: next === 1 ? null : next }, "push")}
        />
      )}
    </div>
  );
}

function useRetry(companyId: string): Deed<RetryFailures> {
  const refresh = useRefreshCompany(companyId);
  return useDeed<RetryFailures>(
    useCallback(
      async (which) => {
        const { records } = await sendJson(
          "POST",
          `/api/companies/${companyId}/failures/retry`,
          which,
          retryFailuresAnswer,
        );
        await refresh();
        return `Asking QuickBooks for ${countOf(records, "record")} again. What can be taken in leaves this list.`;
      },
      [companyId, refresh],
    ),
    "The records were not asked for",
  );
}

interface KindsProps {
  readonly kinds: RecordFailureList["kinds"];
  readonly query: RecordFailuresQuery;
  readonly refusal: string | null;
  readonly retry: Deed<RetryFailures>;
  readonly change: ReturnType<typeof useAddressQuery>["change"];
}

function Kinds({ kinds, query, refusal, retry, change }: KindsProps) {
  return (
    <ul className="card divide-y divide-line" aria-label="Kinds">
      {kinds.map(({ recordType, reason, count }) => {
        const on = query.recordType === recordType && query.reason === reason;
        return (
          <li
            key={`${recordType} ${reason}`}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3"
          >
            <button
              type="button"
              aria-pressed={on}
              className="min-w-0 flex-1 text-left hover:underline"
              onClick={() =>
                change(on ? { recordType: null, reason: null } : { recordType, reason, page: null })
              }
            >
              <span className="font-medium">
                {countOf(
                  count,
                  recordTypes[recordType].singular.toLowerCase(),
                  recordTypes[recordType].plural.toLowerCase(),
                )}
              </span>
              <span className="text-ink-soft"> · {reason}</span>
            </button>
            <Button
              size="small"
              refusal={refusal}
              busy={retry.underWay ? "Asking…" : null}
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

interface FailureProps {
  readonly failure: RecordFailure;
  readonly refusal: string | null;
  readonly retry: Deed<RetryFailures>;
}

function Failure({ failure, refusal, retry }: FailureProps) {
  const { recordType, sourceId, reason, detail, attempts, state } = failure;
  return (
    <article className="card">
      <div className="flex flex-wrap items-start justify-between gap-3 px-5 pt-4 pb-3">
        <div className="min-w-0">
          <h2>
            {recordTypes[recordType].singular}{" "}
            {sourceId === "" ? "without a readable id" : `with id ${sourceId}`}
          </h2>
          <p>{reason}</p>
          {detail === "" ? null : <p className="break-words text-ink-soft">{detail}</p>}
          <p className="mt-1 text-[0.9rem] text-ink-faint">
            First seen <Time at={failure.firstSeenAt} />, tried {countOf(attempts, "time")}, last{" "}
            <Time at={failure.lastSeenAt} />
          </p>
        </div>
        {state === "resolved" ? null : (
          <Button
            size="small"
            icon={<RotateCcw size={14} aria-hidden />}
            refusal={refusal}
            busy={retry.underWay ? "Asking…" : null}
            onClick={() => void retry.run({ ids: [failure.id] })}
          >
            Retry
          </Button>
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
