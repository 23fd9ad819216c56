import { ChevronLeft, ChevronRight } from "lucide-react";

import { formatCount } from "../format/figures.ts";
import { Button } from "./button.tsx";

export interface PagerProps {
  readonly page: number;
  readonly pageSize: number;
  readonly matching: number;
  /** What is counted: "companies". */
  readonly of: string;
  readonly onPage: (page: number) => void;
}

export function Pager({ page, pageSize, matching, of, onPage }: PagerProps) {
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(matching, page * pageSize);
  return (
    <nav aria-label="Pages" className="mt-3 flex items-center justify-between gap-4">
      <p className="text-ink-soft tabular-nums">
        {matching <= pageSize ? null : `${formatCount(first)}–${formatCount(last)} of `}
        {formatCount(matching)} {of}
      </p>
      {matching <= pageSize ? null : (
        <div className="flex gap-2">
          <Button
            size="small"
            icon={<ChevronLeft size={15} aria-hidden />}
            disabledReason={page === 1 ? "This is the first page." : null}
            onClick={() => onPage(page - 1)}
          >
            Previous
          </Button>
          <Button
            size="small"
            disabledReason={last >= matching ? "This is the last page." : null}
            onClick={() => onPage(page + 1)}
          >
            Next
            <ChevronRight size={15} aria-hidden />
          </Button>
        </div>
      )}
    </nav>
  );
}
