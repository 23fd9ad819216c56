import { ChevronLeft, ChevronRight } from "lucide-react";

import { Button } from "./button.tsx";

export interface CursorPagerProps {
  /** Null on the first page. */
  readonly onBack: (() => void) | null;
  /** Null on the last page. */
  readonly onForward: (() => void) | null;
  readonly back?: string;
  readonly forward?: string;
}

/** Below a list whose pages nobody has counted; nothing where there is one page alone. */
export function CursorPager({ onBack, onForward, back = "Previous", forward = "Next" }: CursorPagerProps) {
  if (onBack === null && onForward === null) return null;
  return (
    <nav aria-label="Pages" className="mt-3 flex justify-end gap-2">
      <Button
        size="small"
        icon={<ChevronLeft size={15} aria-hidden />}
        disabledReason={onBack === null ? "This is the first page." : null}
        onClick={() => onBack?.()}
      >
        {back}
      </Button>
      <Button
        size="small"
        disabledReason={onForward === null ? "This is the last page." : null}
        onClick={() => onForward?.()}
      >
        {forward}
        <ChevronRight size={15} aria-hidden />
      </Button>
    </nav>
  );
}
