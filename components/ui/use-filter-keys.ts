"use client";

import { useEffect } from "react";

import { isDialogOpen, isTyping } from "../shell/shortcut.ts";

/** 1 to 9 choose one of a list's views, in their order from left to right. */
export function useFilterKeys<Value extends string>(
  views: readonly Value[],
  choose: (value: Value) => void,
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || isDialogOpen()) return;
      const view = /^[1-9]$/.test(event.key) ? views[Number(event.key) - 1] : undefined;
      if (view !== undefined) choose(view);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [views, choose]);
}
