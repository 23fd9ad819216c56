"use client";

import { formatCount } from "../format/figures.ts";
import { classNames } from "./class-names.ts";
import { useFilterKeys } from "./use-filter-keys.ts";

export interface FilterTab<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly count?: number;
  /** Lit in colour when there is something. */
  readonly urgent?: boolean;
}

export interface FilterTabsProps<Value extends string> {
  readonly label: string;
  readonly tabs: readonly FilterTab<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One of several views of a list, by its number on the keyboard, too. Buttons, since each leaves the reader where they are. */
export function FilterTabs<Value extends string>({ label, tabs, value, onChange }: FilterTabsProps<Value>) {
  useFilterKeys(
    tabs.map((tab) => tab.value),
    onChange,
  );
  return (
    <div role="group" aria-label={label} className="-mx-1 flex gap-1 overflow-x-auto px-1 py-1">
      {tabs.map((tab) => {
        const on = tab.value === value;
        return (
          <button
            key={tab.value}
            type="button"
            aria-pressed={on}
            onClick={() => onChange(tab.value)}
            className={classNames(
              "inline-flex h-8 shrink-0 items-center gap-1.5 rounded-full border px-3 whitespace-nowrap",
              on
                ? "border-transparent bg-ink text-paper"
                : "border-line bg-surface text-ink-soft hover:border-line-strong",
            )}
          >
            {tab.label}
            {tab.count === undefined ? null : (
              <span
                className={classNames(
                  "text-[0.86rem] tabular-nums",
                  !on && (tab.urgent && tab.count > 0 ? "font-semibold text-bad" : "text-ink-faint"),
                )}
              >
                {formatCount(tab.count)}
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}
