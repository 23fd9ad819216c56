"use client";

import { requestSyncAnswer, type SyncKind } from "#lib/contracts/sync-run.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useMutation, type Mutation } from "../data/use-mutation.ts";
import { isAboutCompany } from "./use-company.ts";

/** Starts a sync of a company; answers whether it could be put on the queue. */
export function useRequestSync(companyId: string): Mutation<SyncKind> {
  return useMutation<SyncKind>({
    send: async (kind) => {
      const body = { companyId, kind };
      const { isNew } = await sendJson("POST", "/api/quickbooks/sync", body, requestSyncAnswer);
      return isNew ? "The sync starts in a moment." : "A sync was waiting already and now covers this too.";
    },
    failed: "The sync was not started",
    changes: isAboutCompany(companyId),
  });
}
