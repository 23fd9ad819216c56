import { formatMoney, formatSpokenMoney } from "../format/money.ts";
import { classNames } from "./class-names.ts";

export interface MoneyProps {
  readonly amount: string | null;
  readonly currency?: string | null;
  readonly className?: string;
}

/** One figure. The closing parenthesis hangs out, so that digits of both signs line up. */
export function Money({ amount, currency = null, className }: MoneyProps) {
  if (amount === null) return <Blank />;
  const text = formatMoney(amount, currency);
  const negative = text.startsWith("(");
  if (!negative) return <span className={classNames("tabular-nums pr-[0.4em]", className)}>{text}</span>;
  return (
    <span className={classNames("tabular-nums", className)}>
      <span aria-hidden>{text}</span>
      <span className="sr-only">{formatSpokenMoney(amount, currency)}</span>
    </span>
  );
}

/** A cell with nothing to say, which is not the same as zero. */
export function Blank({ message = "none" }: { readonly message?: string }) {
  return (
    <span className="text-ink-faint">
      <span aria-hidden>–</span>
      <span className="sr-only">{message}</span>
    </span>
  );
}
