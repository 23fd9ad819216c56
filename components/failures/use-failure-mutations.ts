"use client";

import {
  ignoreFailuresAnswer,
  retryFailuresAnswer,
  type RetryFailures,
} from "#lib/contracts/record-failures.ts";
import { isAboutCompany } from "../company/use-company.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useMutation, type Mutation } from "../data/use-mutation.ts";
import { countOf } from "../format/figures.ts";

/** Asks QuickBooks for rejected records again: some, or all of a kind. */
export function useRetry(companyId: string): Mutation<RetryFailures> {
  return useMutation<RetryFailures>({
    send: async (which) => {
      const url = `/api/companies/${companyId}/failures/retry`;
      const { records } = await sendJson("POST", url, which, retryFailuresAnswer);
      return `QuickBooks is asked for ${countOf(records, "record")} again. Those that can be imported leave this list.`;
    },
    failed: "QuickBooks was not asked again",
    changes: isAboutCompany(companyId),
  });
}

/** Takes one off the list of what needs attention. */
export function useSetAside(companyId: string): Mutation<string> {
  return useMutation<string>({
    send: async (id) => {
      const url = `/api/companies/${companyId}/failures/ignore`;
      await sendJson("POST", url, { ids: [id] }, ignoreFailuresAnswer);
      return "Set aside. It is imported as soon as that is possible.";
    },
    failed: "The record was not set aside",
    changes: isAboutCompany(companyId),
  });
}
