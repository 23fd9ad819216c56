"use client";

import { useCallback } from "react";

import {
  ignoreFailuresAnswer,
  retryFailuresAnswer,
  type RetryFailures,
} from "#lib/contracts/record-failures.ts";
import { useRefreshCompany } from "../company/use-company.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useDeed, type Deed } from "../data/use-mutation.ts";
import { countOf } from "../format/figures.ts";

/** Asks QuickBooks for refused records again: some, or all of a kind. */
export function useRetry(companyId: string): Deed<RetryFailures> {
  const refresh = useRefreshCompany(companyId);
  return useDeed<RetryFailures>(
    useCallback(
      async (which) => {
        const { records } = await sendJson(
          "POST",
          `/api/companies/${companyId}/failures/retry`,
          which,
          retryFailuresAnswer,
        );
        await refresh();
        return `Asking QuickBooks for ${countOf(records, "record")} again. What can be taken in leaves this list.`;
      },
      [companyId, refresh],
    ),
    "The records were not asked for",
  );
}

/** Takes one off the list of what needs a person. */
export function useSetAside(companyId: string): Deed<string> {
  const refresh = useRefreshCompany(companyId);
  return useDeed<string>(
    useCallback(
      async (id) => {
        await sendJson(
          "POST",
          `/api/companies/${companyId}/failures/ignore`,
          { ids: [id] },
          ignoreFailuresAnswer,
        );
        await refresh();
        return "Set aside. It is kept, and taken in all the same once it can be.";
      },
      [companyId, refresh],
    ),
    "Not set aside",
  );
}
