"use client";

import { useEffect } from "react";

import { useIsInBrowser } from "../ui/now.tsx";
import { timeZoneCookie } from "./time-zone-cookie.ts";

const aYear = 365 * 24 * 60 * 60;

/** The reader's zone by IANA's name; before the browser has taken over, the one the server drew with. */
export function useTimeZone(drawnWith: string): string {
  const inBrowser = useIsInBrowser();
  const zone = inBrowser ? Intl.DateTimeFormat().resolvedOptions().timeZone : drawnWith;
  useEffect(() => {
    if (inBrowser) document.cookie = `${timeZoneCookie}=${zone}; path=/; max-age=${aYear}; samesite=lax`;
  }, [inBrowser, zone]);
  return zone;
}
