"use client";

import { Tooltip } from "@base-ui/react/tooltip";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { SWRConfig } from "swr";

import { ProblemError } from "../data/problem-error.ts";
import { NowProvider } from "../ui/now.tsx";
import { ToastProvider } from "../ui/toast.tsx";

export function Providers({ now, children }: { readonly now: number; readonly children: ReactNode }) {
  return (
    <SWRConfig
      value={{ onError: leaveWhenSignedOut, shouldRetryOnError: isWorthAsking, keepPreviousData: true }}
    >
      <NowProvider at={now}>
        <Tooltip.Provider>
          <ToastProvider>
            <NuqsAdapter>{children}</NuqsAdapter>
          </ToastProvider>
        </Tooltip.Provider>
      </NowProvider>
    </SWRConfig>
  );
}

/** The session was revoked or is over: to the sign-in page, and back to this page after it. */
function leaveWhenSignedOut(problem: unknown): void {
  if (!(problem instanceof ProblemError) || problem.status !== 401) return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?callbackUrl=${encodeURIComponent(here)}`);
}

function isWorthAsking(problem: unknown): boolean {
  return !(problem instanceof ProblemError) || problem.status === 0 || problem.status >= 500;
}
