import { classNames } from "./class-names.ts";

/** A place held for words that are on their way. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden className={classNames("skeleton h-4", className)} />;
}

export interface TableSkeletonProps {
  readonly rows?: number;
  readonly columns: number;
  /** What is being fetched, for those who hear the page. */
  readonly message: string;
}

export function TableSkeleton({ rows = 8, columns, message }: TableSkeletonProps) {
  return (
    <div className="card p-2" role="status">
      <span className="sr-only">{message}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex gap-6 px-3 py-3">
          {Array.from({ length: columns }, (__, column) => (
            <Skeleton key={column} className={column === 0 ? "flex-[2]" : "flex-1"} />
          ))}
        </div>
      ))}
    </div>
  );
}
