"use client";

import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";

export interface SearchBoxProps {
  readonly label: string;
  readonly placeholder: string;
  /** As the address has it. */
  readonly value: string;
  readonly onSearch: (text: string) => void;
}

const restMs = 250;

/** Searches when the typing rests. */
export function SearchBox({ label, placeholder, value, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const asked = useRef(value);
  const search = useRef(onSearch);
  useEffect(() => {
    search.current = onSearch;
  });
  useEffect(() => {
    // The address was changed by something else: a link, the back button.
    if (value !== asked.current) {
      asked.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (text === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = text;
      search.current(text);
    }, restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <label className="relative block min-w-0 flex-1 sm:max-w-80">
      <span className="sr-only">{label}</span>
      <Search size={15} aria-hidden className="absolute top-1/2 left-3 -translate-y-1/2 text-ink-faint" />
      <input
        type="search"
        value={text}
        placeholder={placeholder}
        onChange={(event) => setText(event.target.value)}
        className="h-9 w-full rounded-md border border-line-strong/60 bg-surface pr-3 pl-9"
      />
    </label>
  );
}
