import type { ReactNode } from "react";

import { classNames } from "./class-names.ts";
import { StatusShape, toneSurface, type Tone } from "./status.tsx";

export interface CalloutProps {
  readonly tone: Extract<Tone, "good" | "warn" | "bad" | "info" | "paused" | "off">;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly className?: string;
  readonly testId?: string;
  /** Said at once by a screen reader when it appears. */
  readonly live?: boolean;
}

/** What happened, what it means for the books, and the button that does something about it. */
export function Callout({ tone, title, children, action, className, testId, live = false }: CalloutProps) {
  return (
    <div
      data-testid={testId}
      role={live ? (tone === "bad" ? "alert" : "status") : undefined}
      className={classNames(
        "flex flex-col gap-3 rounded-lg px-4 py-3 sm:flex-row sm:items-center",
        toneSurface(tone),
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 gap-3">
        <StatusShape tone={tone} className="mt-1" />
        <div className="min-w-0">
          <p className="font-medium">{title}</p>
          {children === undefined ? null : <div className="text-ink-soft">{children}</div>}
        </div>
      </div>
      {action === undefined ? null : <div className="flex flex-wrap gap-2 pl-6 sm:pl-0">{action}</div>}
    </div>
  );
}
