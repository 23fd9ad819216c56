import type { ReactNode } from "react";

/** A wide table scrolls inside its own frame, and can be scrolled by keyboard. */
export function ScrollTable({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div
      role="group"
      aria-label={label}
      // Without a tab stop, what lies beyond the edge cannot be reached by keyboard.
      tabIndex={0}
      // Words for screen readers stand absolutely; they must stay inside, too.
      className="card relative overflow-x-auto"
    >
      {children}
    </div>
  );
}
