"use client";

import { Search } from "lucide-react";

import { KeyCap } from "../ui/key-cap.tsx";
import { openPaletteEvent } from "./app-keys.tsx";

export function PaletteButton({ compact = false }: { readonly compact?: boolean }) {
  const open = () => document.dispatchEvent(new Event(openPaletteEvent));
  if (compact) {
    return (
      <button
        type="button"
        aria-label="Search companies and commands"
        onClick={open}
        className="grid size-9 place-items-center rounded-md text-ink-soft hover:bg-ink/7"
      >
        <Search size={18} aria-hidden />
      </button>
    );
  }
  return (
    <button
      type="button"
      onClick={open}
      className="flex h-9 w-full items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-ink-faint hover:border-line-strong"
    >
      <Search size={15} aria-hidden />
      <span className="flex-1 text-left">Search…</span>
      <KeyCap>Ctrl K</KeyCap>
    </button>
  );
}
