"use client";

import { History } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback } from "react";

import { syncState, type SyncRunList } from "#lib/contracts/sync-run.ts";
import { describeProblem } from "../data/problem-error.ts";
import { useAddressQuery } from "../data/use-address-query.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FilterTabs } from "../ui/filter-tabs.tsx";
import { Callout } from "../ui/callout.tsx";
import { useRowKeys } from "../ui/use-row-keys.ts";
import { runStyles } from "./run-style.ts";
import { RunTable } from "./run-table.tsx";
import { useRuns } from "./use-runs.ts";

export interface RunListProps {
  readonly companyId: string;
  readonly initial: SyncRunList;
  readonly initialState: string | null;
  readonly initialBefore: string | null;
}

export function RunList({ companyId, initial, initialState, initialBefore }: RunListProps) {
  const router = useRouter();
  const { query, change } = useAddressQuery();
  const state = syncState.safeParse(query.get("state")).data ?? null;
  const before = query.get("before");
  const isInitial = state === initialState && before === initialBefore;
  const { data = initial, error } = useRuns(companyId, isInitial ? initial : undefined, { state, before });
  const { runs, nextBefore } = data;
  const open = useCallback(
    (index: number) => {
      const run = runs[index];
      if (run) router.push(`/companies/${companyId}/runs/${run.id}`);
    },
    [runs, companyId, router],
  );
  const lit = useRowKeys(runs.length, open);
  return (
    <>
      <div className="mb-3">
        <FilterTabs
          label="Show"
          value={state ?? "all"}
          onChange={(value) => change({ state: value === "all" ? null : value, before: null })}
          tabs={[
            { value: "all", label: "All" },
            ...syncState.options.map((value) => ({ value, label: runStyles[value].word })),
          ]}
        />
      </div>
      {error ? (
        <Callout tone="bad" live title={describeProblem(error)} className="mb-3">
          The list is as it was when we last heard.
        </Callout>
      ) : null}
      {runs.length === 0 ? (
        <div className="card">
          <EmptyState
            icon={<History size={20} />}
            title={state === null ? "No sync yet" : "No sync ended like this"}
            action={
              state === null ? undefined : (
                <Button onClick={() => change({ state: null })}>Show all syncs</Button>
              )
            }
          >
            {state === null ? "The first one starts by itself as soon as QuickBooks is connected." : null}
          </EmptyState>
        </div>
      ) : (
        <RunTable label="Syncs" runs={runs} lit={lit} />
      )}
      <nav aria-label="Pages" className="mt-3 flex justify-end gap-2">
        {before === null ? null : (
          <Button size="small" onClick={() => change({ before: null }, "push")}>
            Latest
          </Button>
        )}
        {nextBefore === null ? null : (
          <Button size="small" onClick={() => change({ before: nextBefore }, "push")}>
            Earlier
          </Button>
        )}
      </nav>
    </>
  );
}
