"use client";

import { History } from "lucide-react";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";

import { syncState, type SyncRunList } from "#lib/contracts/sync-run.ts";
import { CursorPager } from "../ui/cursor-pager.tsx";
import { FilterTabs } from "../ui/filter-tabs.tsx";
import { ListView } from "../ui/list-view.tsx";
import { useRowKeys } from "../ui/use-row-keys.ts";
import { runFilter, type RunsQuery } from "./run-filter.ts";
import { runStyles } from "./run-style.ts";
import { RunTable } from "./run-table.tsx";
import { useRuns } from "./use-runs.ts";

export interface RunListProps {
  readonly companyId: string;
  readonly initial: SyncRunList;
  readonly initialQuery: RunsQuery;
}

const toPage = { history: "push", scroll: true } as const;

export function RunList({ companyId, initial, initialQuery }: RunListProps) {
  const router = useRouter();
  const [filter, setFilter] = useQueryStates(runFilter);
  const list = useRuns(companyId, filter, initial, initialQuery);
  const { runs = [], nextBefore = null } = list.data ?? {};
  const lit = useRowKeys(runs.length, (index) => {
    const run = runs[index];
    if (run) router.push(`/companies/${companyId}/runs/${run.id}`);
  });
  return (
    <ListView
      noun="syncs"
      toolbar={
        <FilterTabs
          label="Show"
          value={filter.state ?? "all"}
          onChange={(value) => void setFilter({ state: value === "all" ? null : value, before: null })}
          tabs={[
            { value: "all", label: "All" },
            ...syncState.options.map((value) => ({ value, label: runStyles[value].word })),
          ]}
        />
      }
      rows={list.data ? runs.length : null}
      problem={list.problem}
      onRetry={list.retry}
      isRefreshing={list.isRefreshing}
      empty={{
        icon: <History size={20} />,
        title: "No syncs yet",
        children: "The first sync starts automatically as soon as QuickBooks is connected.",
      }}
      onClearFilter={filter.state === null ? null : () => void setFilter({ state: null, before: null })}
      noMatch="No sync of this company is in that state."
      pager={
        <CursorPager
          back="Newest"
          forward="Older"
          onBack={filter.before === null ? null : () => void setFilter({ before: null }, toPage)}
          onForward={nextBefore === null ? null : () => void setFilter({ before: nextBefore }, toPage)}
        />
      }
    >
      <RunTable label="Syncs" runs={runs} lit={lit} />
    </ListView>
  );
}
