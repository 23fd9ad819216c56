"use client";

import { buttonStyle } from "./button-style.ts";
import { useIsInBrowser } from "./now.tsx";

export interface SubmitButtonProps {
  readonly label: string;
  readonly busyLabel: string;
  readonly busy: boolean;
  readonly testId: string;
  readonly className?: string;
}

/** Sends a form; stays where the keyboard is while it is busy, and waits for the page's scripts. */
export function SubmitButton({ label, busyLabel, busy, testId, className = "w-full" }: SubmitButtonProps) {
  const ready = useIsInBrowser();
  return (
    <button
      type="submit"
      disabled={!ready}
      aria-disabled={busy || undefined}
      data-testid={testId}
      className={buttonStyle("primary", "normal", className)}
    >
      {busy ? busyLabel : label}
    </button>
  );
}
