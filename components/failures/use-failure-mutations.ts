"use client";

import { useCallback } from "react";

import {
  ignoreFailuresAnswer,
  retryFailuresAnswer,
  type RetryFailures,
} from "#lib/contracts/record-failures.ts";
import { useRefreshCompany } from "../company/use-company.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useMutation, type Mutation } from "../data/use-mutation.ts";
import { countOf } from "../format/figures.ts";

/** Asks QuickBooks for refused records again: some, or all of a kind. */
export function useRetry(companyId: string): Mutation<RetryFailures> {
  const refresh = useRefreshCompany(companyId);
  return useMutation<RetryFailures>(
    useCallback(
      async (which) => {
        const { records } = await sendJson(
          "POST",
          `/api/companies/${companyId}/failures/retry`,
          which,
          retryFailuresAnswer,
        );
        await refresh();
        return `Asking QuickBooks for ${countOf(records, "record")} again. What can be imported leaves this list.`;
      },
      [companyId, refresh],
    ),
    "The records were not asked for",
  );
}

/** Takes one off the list of what needs a person. */
export function useSetAside(companyId: string): Mutation<string> {
  const refresh = useRefreshCompany(companyId);
  return useMutation<string>(
    useCallback(
      async (id) => {
        await sendJson(
          "POST",
          `/api/companies/${companyId}/failures/ignore`,
          { ids: [id] },
          ignoreFailuresAnswer,
        );
        await refresh();
        return "Set aside. It is kept, and imported all the same once it can be.";
      },
      [companyId, refresh],
    ),
    "Not set aside",
  );
}
