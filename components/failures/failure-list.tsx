"use client";

import { CircleCheck } from "lucide-react";
import { useQueryStates } from "nuqs";

import type { CompanyDetail } from "#lib/contracts/company.ts";
import {
  recordFailureList,
  recordFailureState,
  type RecordFailureList,
  type RecordFailuresQuery,
} from "#lib/contracts/record-failures.ts";
import { syncDisabledReason } from "../company/disabled-reasons.ts";
import { useList } from "../data/use-list.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { FilterTabs } from "../ui/filter-tabs.tsx";
import { ListView } from "../ui/list-view.tsx";
import { Pager } from "../ui/pager.tsx";
import { failureFilter, failuresUrl } from "./failure-filter.ts";
import { FailureItem } from "./failure-item.tsx";
import { FailureKinds } from "./failure-kinds.tsx";
import { useRetry, useSetAside } from "./use-failure-mutations.ts";

const views = {
  open: {
    label: "Open",
    title: "Every record was imported",
    message:
      "A record that cannot be imported is kept here with what QuickBooks sent. All others are imported.",
  },
  resolved: { label: "Imported since", title: "No records were imported later", message: undefined },
  ignored: { label: "Set aside", title: "No records are set aside", message: undefined },
} as const;

const anyKind = { recordType: null, reason: null, page: null };

export interface FailureListProps {
  readonly company: CompanyDetail;
  readonly initial: RecordFailureList;
  readonly initialQuery: RecordFailuresQuery;
}

/** Records that could not be imported: why, what QuickBooks sent, and another try. */
export function FailureList({ company, initial, initialQuery }: FailureListProps) {
  const [filter, setFilter] = useQueryStates(failureFilter);
  const first = { url: failuresUrl(company.id, initialQuery), data: initial };
  const list = useList(failuresUrl(company.id, filter), recordFailureList, first, 5000);
  const retry = useRetry(company.id);
  const setAside = useSetAside(company.id);
  const { role } = useViewer();
  const disabledReason = syncDisabledReason(role, company);
  const { state, recordType, reason } = filter;
  const { title, message } = views[state];
  const { failures = [], kinds = [], matching = 0, pageSize = 0 } = list.data ?? {};
  return (
    <ListView
      noun="records"
      toolbar={
        <div className="flex flex-col gap-4">
          <FilterTabs
            label="Show"
            value={state}
            onChange={(value) => void setFilter({ state: value, ...anyKind })}
            tabs={recordFailureState.options.map((value) => ({ value, label: views[value].label }))}
          />
          {state === "open" && kinds.length > 0 ? (
            <FailureKinds
              {...{ kinds, filter, disabledReason, retry }}
              onChoose={(kind) => void setFilter({ ...anyKind, ...kind })}
            />
          ) : null}
        </div>
      }
      rows={list.data ? failures.length : null}
      problem={list.problem}
      onRetry={list.retry}
      isRefreshing={list.isRefreshing}
      empty={{ icon: <CircleCheck size={20} />, title, children: message }}
      onClearFilter={recordType === null && reason === null ? null : () => void setFilter(anyKind)}
      pager={
        matching <= pageSize ? null : (
          <Pager
            {...{ page: filter.page, pageSize, matching }}
            of="records"
            onPage={(page) => void setFilter({ page }, { history: "push", scroll: true })}
          />
        )
      }
    >
      <ul className="flex flex-col gap-3">
        {failures.map((failure) => (
          <li key={failure.id}>
            <FailureItem {...{ failure, disabledReason, retry, setAside }} />
          </li>
        ))}
      </ul>
    </ListView>
  );
}
