import type { ReactNode } from "react";

export interface RadioOptionProps {
  /** Shared by the options of one choice. */
  readonly name: string;
  readonly label: string;
  /** What it means, or why it cannot be chosen. */
  readonly message: ReactNode;
  readonly checked: boolean;
  readonly onChoose: () => void;
  readonly value?: string;
  readonly disabled?: boolean;
}

/** One of several, with a line that says what choosing it means. */
export function RadioOption({
  name,
  label,
  message,
  checked,
  onChoose,
  value,
  disabled = false,
}: RadioOptionProps) {
  return (
    <label className="flex items-baseline gap-2.5">
      <input
        type="radio"
        name={name}
        value={value}
        className="accent-(--accent)"
        checked={checked}
        disabled={disabled}
        onChange={onChoose}
      />
      <span>
        <span className="font-medium">{label}</span>
        <span className="block text-[0.9rem] text-ink-soft">{message}</span>
      </span>
    </label>
  );
}
