import { formatCount } from "../format/figures.ts";
import { Button } from "./button.tsx";

/** Rows that a long table begins with: what a browser lays out without a pause. */
export const firstRows = 500;

export interface MoreRowsProps {
  readonly shown: number;
  readonly total: number;
  /** "lines". */
  readonly what: string;
  readonly onShowAll: () => void;
}

/** Below a table that does not show all yet: how many there are, and the way to them. */
export function MoreRows({ shown, total, what, onShowAll }: MoreRowsProps) {
  if (shown >= total) return null;
  return (
    <p className="flex flex-wrap items-center gap-3 text-ink-soft">
      {formatCount(shown)} of {formatCount(total)} {what}
      <Button size="small" onClick={onShowAll}>
        Show all {formatCount(total)}
      </Button>
    </p>
  );
}
