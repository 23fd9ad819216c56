import type { ReactNode } from "react";

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What to do next. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-14 text-center">
      {icon === undefined ? null : (
        <div
          className="mb-1 grid size-11 place-items-center rounded-full bg-sunken text-ink-faint"
          aria-hidden
        >
          {icon}
        </div>
      )}
      <p className="text-[1.05rem] font-semibold">{title}</p>
      {children === undefined ? null : <div className="max-w-md text-ink-soft">{children}</div>}
      {action === undefined ? null : <div className="mt-3">{action}</div>}
    </div>
  );
}
