"use client";

import { useEffect, useState } from "react";

import { isDialogOpen, isTyping } from "../shell/shortcut.ts";

/** j and k walk the rows of a page's one list, Enter opens. Answers which row is lit; -1 for none. */
export function useRowKeys(rows: number, open: (index: number) => void): number {
  const [lit, setLit] = useState(-1);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || isDialogOpen()) return;
      if (event.key === "j") setLit((index) => Math.min(rows - 1, index + 1));
      else if (event.key === "k") setLit((index) => Math.max(0, index - 1));
      else if (event.key === "Enter" && lit >= 0 && lit < rows && isOnPage(event.target)) open(lit);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [rows, lit, open]);
  useEffect(() => {
    document.querySelector("[data-selected]")?.scrollIntoView({ block: "nearest" });
  }, [lit]);
  return lit < rows ? lit : rows - 1;
}

/** Enter on a link or a button is its own. */
function isOnPage(target: EventTarget | null): boolean {
  return !(target instanceof HTMLElement) || target.closest("a, button, summary, input") === null;
}
