"use client";

import { formatExact, formatLeft, formatRelative } from "../format/times.ts";
import { useIsInBrowser, useNow } from "./now.tsx";

/** A relative time with the exact one on hover, in the reader's own zone. */
export function Time({ at, className }: { readonly at: string; readonly className?: string }) {
  const now = useNow();
  const inBrowser = useIsInBrowser();
  const instant = new Date(at);
  return (
    <time dateTime={at} title={formatExact(instant, inBrowser ? undefined : "UTC")} className={className}>
      {formatRelative(instant, now)}
    </time>
  );
}

/** When something planned happens; what is due already says so. */
export function Upcoming({ at }: { readonly at: string }) {
  const now = useNow();
  return new Date(at) <= now ? "due now" : <Time at={at} />;
}

/** How long is left until a limit, with the exact moment on hover. */
export function TimeLeft({ until, className }: { readonly until: string; readonly className?: string }) {
  const now = useNow();
  const inBrowser = useIsInBrowser();
  const instant = new Date(until);
  return (
    <time dateTime={until} title={formatExact(instant, inBrowser ? undefined : "UTC")} className={className}>
      {formatLeft(instant, now)}
    </time>
  );
}

/** The exact time itself, where seconds matter. */
export function ExactTime({ at, className }: { readonly at: string; readonly className?: string }) {
  const inBrowser = useIsInBrowser();
  return (
    <time dateTime={at} className={className}>
      {formatExact(new Date(at), inBrowser ? undefined : "UTC")}
    </time>
  );
}
