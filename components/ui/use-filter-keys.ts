"use client";

import { useEffect } from "react";

import { isDialogOpen, isTyping } from "../shell/shortcut.ts";
import type { FilterTab } from "./filter-tabs.tsx";

/** 1 to 9 choose one of a list's views, as its tabs stand from left to right. */
export function useFilterKeys<Value extends string>(
  tabs: readonly FilterTab<Value>[],
  choose: (value: Value) => void,
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || isDialogOpen()) return;
      const tab = /^[1-9]$/.test(event.key) ? tabs[Number(event.key) - 1] : undefined;
      if (tab) choose(tab.value);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [tabs, choose]);
}
