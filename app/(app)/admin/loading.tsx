import { Skeleton, TableSkeleton } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <div className="flex flex-col gap-7">
      <Skeleton className="h-8 w-56" />
      <div className="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4" aria-hidden>
        {[0, 1, 2, 3].map((tile) => (
          <div key={tile} className="card flex flex-col gap-3 p-5">
            <Skeleton className="w-32" />
            <Skeleton className="h-8 w-20" />
            <Skeleton className="w-40" />
          </div>
        ))}
      </div>
      <TableSkeleton columns={4} message="Loading the dashboard" />
    </div>
  );
}
