import type { ReactNode } from "react";

export interface RefreshingProps {
  /** What is shown still answers the question before. */
  readonly while: boolean;
  readonly children: ReactNode;
}

/** Rows of the last answer stay, dimmed, until the new ones are there: nothing jumps. */
export function Refreshing({ while: busy, children }: RefreshingProps) {
  return (
    <div aria-busy={busy} className={busy ? "opacity-60 transition-opacity delay-150" : undefined}>
      {children}
    </div>
  );
}
