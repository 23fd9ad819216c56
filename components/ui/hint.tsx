"use client";

import { Tooltip } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

export interface HintProps {
  /** What is said on hover and on focus. Nothing that a person must know may stand here alone. */
  readonly message: ReactNode;
  /** One focusable element. */
  readonly children: ReactElement;
}

export function Hint({ message, children }: HintProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} delay={250} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="z-50">
          {/* Seen only: whoever hears the page is told by the element itself. */}
          <Tooltip.Popup
            aria-hidden
            className="max-w-72 rounded-md bg-ink px-2.5 py-1.5 text-xs text-paper shadow-lg"
          >
            {message}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
