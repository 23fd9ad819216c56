"use client";

import { PartyPopper } from "lucide-react";

import type { CompanyDetail } from "#lib/contracts/company.ts";
import {
  recordFailureList,
  recordFailuresQuery,
  type RecordFailureList,
  type RecordFailuresQuery,
} from "#lib/contracts/record-failures.ts";
import { syncDisabledReason } from "../company/disabled-reasons.ts";
import { describeProblem } from "../data/problem-error.ts";
import { queryString } from "../data/query-string.ts";
import { useAddressQuery } from "../data/use-address-query.ts";
import { useContract } from "../data/use-contract.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FilterTabs } from "../ui/filter-tabs.tsx";
import { Callout } from "../ui/callout.tsx";
import { Pager } from "../ui/pager.tsx";
import { FailureItem } from "./failure-item.tsx";
import { FailureKinds } from "./failure-kinds.tsx";
import { useRetry, useSetAside } from "./use-failure-mutations.ts";

export interface FailureListProps {
  readonly company: CompanyDetail;
  readonly initial: RecordFailureList;
  readonly initialQuery: RecordFailuresQuery;
}

/** Records that could not be imported: why, what QuickBooks sent, and another try. */
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
  const setAside = useSetAside(company.id);
  const { role } = useViewer();
  const disabledReason = syncDisabledReason(role, company);
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
          { value: "resolved", label: "Imported since" },
          { value: "ignored", label: "Set aside" },
        ]}
      />
      {error ? (
        <Callout tone="bad" live title={describeProblem(error)}>
          The list is as it was when we last heard.
        </Callout>
      ) : null}
      {state === "open" && data.kinds.length > 0 ? (
        <FailureKinds
          kinds={data.kinds}
          query={query}
          disabledReason={disabledReason}
          retry={retry}
          change={change}
        />
      ) : null}
      {data.failures.length === 0 ? (
        <div className="card">
          <EmptyState
            icon={<PartyPopper size={20} />}
            title={state === "open" ? "Every record was imported" : "Nothing here"}
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
              <FailureItem
                failure={failure}
                disabledReason={disabledReason}
                retry={retry}
                setAside={setAside}
              />
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
