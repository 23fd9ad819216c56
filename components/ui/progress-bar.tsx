export interface ProgressBarProps {
  readonly label: string;
  readonly done: number;
  /** Null while it is not known how much there is. */
  readonly expected: number | null;
}

export function ProgressBar({ label, done, expected }: ProgressBarProps) {
  const share = expected === null || expected === 0 ? null : Math.min(1, done / expected);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.floor(share * 100)}
      className="h-2 overflow-hidden rounded-full bg-ink/10"
    >
      {share === null ? (
        <div className="h-full w-1/3 animate-pulse rounded-full bg-accent" />
      ) : (
        <div
          className="h-full rounded-full bg-accent transition-[width] duration-500"
          style={{ width: `${(share * 100).toFixed(1)}%` }}
        />
      )}
    </div>
  );
}
