"use client";

import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

export interface DisclosureProps {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly open?: boolean;
  readonly onToggle?: (open: boolean) => void;
}

/** Folded away until asked for. */
export function Disclosure({ title, aside, children, open, onToggle }: DisclosureProps) {
  return (
    <details className="card group" open={open} onToggle={(event) => onToggle?.(event.currentTarget.open)}>
      <summary className="flex list-none items-center gap-2.5 px-5 py-3.5 font-semibold [&::-webkit-details-marker]:hidden">
        <ChevronRight
          size={16}
          aria-hidden
          className="text-ink-faint transition-transform group-open:rotate-90"
        />
        {title}
        {aside === undefined ? null : <span className="font-normal text-ink-faint">{aside}</span>}
      </summary>
      <div className="border-t border-line">{children}</div>
    </details>
  );
}
