import { SearchX } from "lucide-react";
import type { ReactNode } from "react";

import { describeProblem } from "../data/problem-error.ts";
import { Button } from "./button.tsx";
import { Callout } from "./callout.tsx";
import { EmptyState, type EmptyStateProps } from "./empty-state.tsx";
import { Refreshing } from "./refreshing.tsx";
import { TableSkeleton } from "./skeleton.tsx";

export interface ListViewProps {
  /** What is listed, in the plural: "companies". */
  readonly noun: string;
  /** Filter, search and what else stands above the rows. */
  readonly toolbar?: ReactNode;
  /** Null while nothing has been read yet. */
  readonly rows: number | null;
  /** What the last reading threw; the rows are then those of the one before. */
  readonly problem?: unknown;
  readonly onRetry?: () => void;
  /** What is shown still answers the filter before. */
  readonly isRefreshing?: boolean;
  /** Shown when there is none at all. */
  readonly empty: EmptyStateProps;
  /** Null when nothing is filtered, so that no rows means none at all. */
  readonly onClearFilter: (() => void) | null;
  /** Below "No companies match": what hides them. */
  readonly noMatch?: string;
  readonly pager?: ReactNode;
  /** The rows. */
  readonly children: ReactNode;
}

/** A list with its filters: rows, or why there are none and the button that helps. */
export function ListView({ toolbar, problem, onRetry, pager, ...list }: ListViewProps) {
  return (
    <>
      {toolbar === undefined ? null : <div className="mb-3 flex flex-col gap-3 empty:hidden">{toolbar}</div>}
      {problem === undefined ? null : (
        <Callout
          tone="bad"
          live
          title={describeProblem(problem)}
          className="mb-3"
          action={onRetry === undefined ? undefined : <Button onClick={onRetry}>Try again</Button>}
        >
          {list.rows === null ? null : "The list may be out of date."}
        </Callout>
      )}
      <Rows {...list} failed={problem !== undefined} />
      {pager}
    </>
  );
}

type RowsProps = Omit<ListViewProps, "toolbar" | "problem" | "onRetry" | "pager"> & {
  readonly failed: boolean;
};

function Rows({ noun, rows, failed, isRefreshing = false, children, ...nothing }: RowsProps) {
  if (rows === null) return failed ? null : <TableSkeleton columns={4} message={`Loading ${noun}`} />;
  if (rows === 0) return <NoRows noun={noun} {...nothing} />;
  return <Refreshing while={isRefreshing}>{children}</Refreshing>;
}

function NoRows({
  noun,
  empty,
  onClearFilter,
  noMatch,
}: Pick<ListViewProps, "noun" | "empty" | "onClearFilter" | "noMatch">) {
  return (
    <div className="card">
      {onClearFilter === null ? (
        <EmptyState {...empty} />
      ) : (
        <EmptyState
          icon={<SearchX size={20} />}
          title={`No ${noun} match`}
          action={<Button onClick={onClearFilter}>Show all {noun}</Button>}
        >
          {noMatch ?? "Change the search or the filter to see more."}
        </EmptyState>
      )}
    </div>
  );
}
