"use client";

import Link from "next/link";
import { useState } from "react";
import { z } from "zod";

import type { CompanyDetail } from "#lib/contracts/company.ts";
import type { SyncRun } from "#lib/contracts/sync-run.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useMutation } from "../data/use-mutation.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/modal.tsx";
import { Callout } from "../ui/callout.tsx";
import { CancelButton } from "./cancel-button.tsx";
import { roleDisabledReason } from "./disabled-reasons.ts";
import { isAboutCompany } from "./use-company.ts";

export interface RunAwaitingApprovalProps {
  readonly run: SyncRun;
  readonly company: Pick<CompanyDetail, "id" | "settings">;
}

/** A run that would mark a large share of a company's records as deleted waits for a person. */
export function RunAwaitingApproval({ run, company }: RunAwaitingApprovalProps) {
  const { role } = useViewer();
  const [asking, setAsking] = useState(false);
  const approve = useMutation({
    send: async () => {
      await sendJson("POST", `/api/quickbooks/sync/${run.id}/approve`, {}, z.unknown());
      return "Approved. The sync continues.";
    },
    failed: "The approval was not stored",
    changes: isAboutCompany(company.id),
  });
  return (
    <>
      <Callout
        tone="bad"
        testId="run-awaiting-approval"
        title="Many of this company’s records are missing in QuickBooks"
        action={
          <>
            <CancelButton companyId={company.id} run={run} />
            <Button
              variant="primary"
              size="small"
              disabledReason={roleDisabledReason(role)}
              onClick={() => setAsking(true)}
            >
              Review and approve…
            </Button>
          </>
        }
      >
        {run.error?.detail ?? `More than ${company.settings.massDeletionPercent}% are missing.`} Nothing was
        marked as deleted; the sync waits.{" "}
        <Link className="link" href={`/companies/${company.id}/runs/${run.id}`}>
          View the sync
        </Link>
      </Callout>
      <Modal
        open={asking}
        onOpenChange={setAsking}
        title="Mark these records as deleted?"
        lead="Check QuickBooks first: was a backup restored, or were the records deleted on purpose? Nothing is erased in Tieout either way. Deleted records keep their lines and versions and can still be viewed."
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Not now</Button>
            <Button
              variant="danger"
              busy={approve.underWay ? "Approving…" : null}
              onClick={() => {
                void approve.run(undefined).then((approved) => {
                  if (approved) setAsking(false);
                });
              }}
            >
              Approve the deletions
            </Button>
          </>
        }
      />
    </>
  );
}
