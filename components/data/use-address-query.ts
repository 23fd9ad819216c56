"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback } from "react";

type Change = Readonly<Record<string, string | number | null>>;

/** Filters, sort and page live in the address, so that a view can be sent to a colleague. */
export function useAddressQuery(): {
  readonly query: URLSearchParams;
  /** Null removes. Replaces the entry in the history unless told to add one. */
  readonly change: (change: Change, how?: "push" | "replace") => void;
} {
  const router = useRouter();
  const pathname = usePathname();
  const current = useSearchParams();
  const change = useCallback(
    (changes: Change, how: "push" | "replace" = "replace") => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === "") next.delete(name);
        else next.set(name, String(value));
      }
      const text = next.toString();
      router[how](text === "" ? pathname : `${pathname}?${text}`, { scroll: how === "push" });
    },
    [pathname, router],
  );
  return { query: new URLSearchParams(current), change };
}
