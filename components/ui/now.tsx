"use client";

import { createContext, useContext, useSyncExternalStore, type ReactNode } from "react";

const ServerNow = createContext(0);

/** Carries the server's clock into the first drawing in the browser, so that both say the same. */
export function NowProvider({ at, children }: { readonly at: number; readonly children: ReactNode }) {
  return <ServerNow value={at}>{children}</ServerNow>;
}

const stepMs = 5000;
let current = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  current = Date.now();
  listeners.add(listener);
  timer ??= setInterval(() => {
    current = Date.now();
    for (const each of listeners) each();
  }, stepMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present, in steps of five seconds, from one timer for the whole page. */
export function useNow(): Date {
  const serverNow = useContext(ServerNow);
  return new Date(
    useSyncExternalStore(
      subscribe,
      () => current,
      () => serverNow,
    ),
  );
}

const never = () => () => undefined;

/** False on the server and while its page is taken over: then only what both know may be drawn. */
export function useIsInBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
