"use client";

import { useId, type ComponentProps, type ReactNode } from "react";

import { buttonStyle, type ButtonSize, type ButtonVariant } from "./button-style.ts";
import { Hint } from "./hint.tsx";
import { useToast } from "./toast.tsx";

export interface ButtonProps extends Omit<ComponentProps<"button">, "disabled"> {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly icon?: ReactNode;
  /** Why this cannot be done now. The button stays reachable by keyboard and says so. */
  readonly disabledReason?: string | null | undefined;
  /** What is under way since the press: "Starting…". Further presses do nothing. */
  readonly busy?: string | null | undefined;
}

export function Button({
  variant = "secondary",
  size = "normal",
  icon,
  disabledReason,
  busy,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const toast = useToast();
  const rejected = disabledReason !== undefined && disabledReason !== null;
  const held = rejected || (busy !== undefined && busy !== null);
  const button = (
    <button
      {...rest}
      type={held ? "button" : type}
      className={buttonStyle(variant, size, className)}
      aria-disabled={held || undefined}
      aria-describedby={rejected ? reasonId : undefined}
      onClick={(event) => {
        // A finger cannot hover: pressing a disabled button shows the reason as well.
        if (rejected) toast.show({ tone: "info", title: disabledReason });
        else if (!held) onClick?.(event);
      }}
    >
      {icon}
      {busy ?? children}
    </button>
  );
  if (!rejected) return button;
  return (
    <>
      <Hint message={disabledReason}>{button}</Hint>
      <span id={reasonId} className="sr-only">
        {disabledReason}
      </span>
    </>
  );
}
