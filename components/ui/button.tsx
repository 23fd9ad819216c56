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
  readonly refusal?: string | null | undefined;
  /** What is under way since the press: "Starting…". Further presses do nothing. */
  readonly busy?: string | null | undefined;
}

export function Button({
  variant = "secondary",
  size = "normal",
  icon,
  refusal,
  busy,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const toast = useToast();
  const refused = refusal !== undefined && refusal !== null;
  const held = refused || (busy !== undefined && busy !== null);
  const button = (
    <button
      {...rest}
      type={held ? "button" : type}
      className={buttonStyle(variant, size, className)}
      aria-disabled={held || undefined}
      aria-describedby={refused ? reasonId : undefined}
      onClick={(event) => {
        // A finger cannot hover: pressing a refused button says the reason as well.
        if (refused) toast.say({ tone: "info", title: refusal });
        else if (!held) onClick?.(event);
      }}
    >
      {icon}
      {busy ?? children}
    </button>
  );
  if (!refused) return button;
  return (
    <>
      <Hint says={refusal}>{button}</Hint>
      <span id={reasonId} className="sr-only">
        {refusal}
      </span>
    </>
  );
}
