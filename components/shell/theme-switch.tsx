"use client";

import { Monitor, Moon, Sun, type LucideIcon } from "lucide-react";
import { useState } from "react";

import { classNames } from "../ui/class-names.ts";
import { themeCookie, themes, type Theme } from "./theme.ts";

const styles = {
  system: { label: "Match system", icon: Monitor },
  light: { label: "Light", icon: Sun },
  dark: { label: "Dark", icon: Moon },
} satisfies Record<Theme, { label: string; icon: LucideIcon }>;

const aYear = 365 * 24 * 60 * 60;

export function applyTheme(theme: Theme): void {
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${aYear}; samesite=lax`;
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

export function ThemeSwitch({ initial }: { readonly initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  return (
    <fieldset className="inline-flex rounded-md border border-line p-0.5">
      <legend className="sr-only">Theme</legend>
      {themes.map((each) => {
        const { label, icon: Icon } = styles[each];
        return (
          <label
            key={each}
            title={label}
            className={classNames(
              "grid size-7 cursor-pointer place-items-center rounded text-ink-faint hover:text-ink",
              "has-focus-visible:outline-2 has-focus-visible:outline-accent has-checked:bg-ink/8 has-checked:text-ink",
            )}
          >
            <input
              type="radio"
              name="theme"
              className="sr-only"
              checked={theme === each}
              onChange={() => {
                setTheme(each);
                applyTheme(each);
              }}
            />
            <Icon size={15} aria-hidden />
            <span className="sr-only">{label}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
