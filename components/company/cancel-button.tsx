"use client";

import { z } from "zod";

import { sendJson } from "../data/fetch-json.ts";
import { useMutation } from "../data/use-mutation.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { cancelDisabledReason } from "./disabled-reasons.ts";
import { isAboutCompany } from "./use-company.ts";

interface CancelButtonProps {
  readonly companyId: string;
  readonly run: Parameters<typeof cancelDisabledReason>[1] & { readonly id: string };
}

export function CancelButton({ companyId, run }: CancelButtonProps) {
  const { role } = useViewer();
  const cancel = useMutation({
    send: async () => {
      await sendJson("POST", `/api/quickbooks/sync/${run.id}/cancel`, {}, z.unknown());
      return "The sync stops at its next step. What was imported stays.";
    },
    failed: "The sync was not canceled",
    changes: isAboutCompany(companyId),
  });
  return (
    <Button
      size="small"
      disabledReason={cancelDisabledReason(role, run)}
      busy={cancel.underWay ? "Canceling…" : null}
      onClick={() => void cancel.run(undefined)}
    >
      Cancel
    </Button>
  );
}
