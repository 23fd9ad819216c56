"use client";

import { useCallback } from "react";

import { requestSyncAnswer, type SyncKind } from "#lib/contracts/sync-run.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useMutation } from "../data/use-mutation.ts";
import { useRefreshCompany } from "./use-company.ts";

/** Starts a sync of a company; answers whether it could be put on the queue. */
export function useRequestSync(companyId: string) {
  const refresh = useRefreshCompany(companyId);
  return useMutation<SyncKind>(
    useCallback(
      async (kind) => {
        const { isNew } = await sendJson(
          "POST",
          "/api/quickbooks/sync",
          { companyId, kind },
          requestSyncAnswer,
        );
        await refresh();
        return isNew ? "The sync starts in a moment." : "A sync was waiting already and now covers this too.";
      },
      [companyId, refresh],
    ),
    "The sync was not started",
  );
}
