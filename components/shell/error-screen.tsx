import Link from "next/link";
import type { ReactNode } from "react";

import { buttonStyle } from "../ui/button-style.ts";

export interface ErrorScreenProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** A page that is not what was asked for: what happened, and the way back. */
export function ErrorScreen({ title, children, action }: ErrorScreenProps) {
  return (
    <div className="mx-auto flex max-w-lg flex-col items-start gap-3 px-2 py-20">
      <h1>{title}</h1>
      <div className="text-ink-soft">{children}</div>
      <div className="mt-3 flex flex-wrap gap-2">
        {action}
        <Link href="/" className={buttonStyle(action === undefined ? "primary" : "secondary", "normal")}>
          Go to companies
        </Link>
      </div>
    </div>
  );
}
