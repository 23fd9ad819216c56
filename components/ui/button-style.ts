import { classNames } from "./class-names.ts";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "small" | "normal";

const variants = {
  primary: "bg-accent text-accent-ink border-transparent hover:not-aria-disabled:bg-accent-hover",
  secondary: "bg-surface text-ink border-line-strong/60 hover:not-aria-disabled:bg-sunken",
  quiet: "bg-transparent text-ink-soft border-transparent hover:not-aria-disabled:bg-ink/7 hover:text-ink",
  danger: "bg-bad text-surface border-transparent hover:not-aria-disabled:brightness-110",
} satisfies Record<ButtonVariant, string>;

const sizes = {
  small: "h-8 px-2.5 text-[0.86rem] gap-1.5",
  normal: "h-9 px-3.5 gap-2",
} satisfies Record<ButtonSize, string>;

/** For links that look like buttons, too. */
export function buttonStyle(variant: ButtonVariant, size: ButtonSize, className?: string): string {
  return classNames(
    "inline-flex shrink-0 select-none items-center justify-center rounded-md border font-medium whitespace-nowrap",
    "transition-colors no-underline aria-disabled:cursor-not-allowed aria-disabled:opacity-65",
    variants[variant],
    sizes[size],
    className,
  );
}
