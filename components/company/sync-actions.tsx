"use client";

import { RefreshCw, RotateCcw } from "lucide-react";
import { useState } from "react";

import type { CompanyDetail } from "#lib/contracts/company.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/modal.tsx";
import { CheckButton } from "./check-button.tsx";
import { syncDisabledReason } from "./disabled-reasons.ts";
import { useRequestSync } from "./use-request-sync.ts";

export function SyncActions({ company }: { readonly company: CompanyDetail }) {
  const { role } = useViewer();
  const [asking, setAsking] = useState(false);
  const sync = useRequestSync(company.id);
  const disabledReason = syncDisabledReason(role, company);
  const busy = sync.underWay ? "Starting…" : null;
  return (
    <>
      <CheckButton company={company} />
      <Button
        icon={<RotateCcw size={15} aria-hidden />}
        disabledReason={disabledReason}
        onClick={() => setAsking(true)}
        data-testid="full-sync"
      >
        Full sync…
      </Button>
      <Button
        variant="primary"
        icon={<RefreshCw size={15} aria-hidden />}
        disabledReason={disabledReason}
        busy={busy}
        data-testid="sync-now"
        onClick={() => void sync.run("incremental")}
      >
        Sync now
      </Button>
      <Modal
        open={asking}
        onOpenChange={setAsking}
        title="Run a full sync?"
        lead={
          <>
            A full sync reads every record from QuickBooks and compares the counts. Unchanged records are not
            written again, and nothing is deleted. It is only needed when counts differ; “Sync now” imports
            what has changed with far fewer calls.
          </>
        }
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Not now</Button>
            <Button
              variant="primary"
              busy={busy}
              data-testid="confirm-full-sync"
              onClick={() => {
                void sync.run("full").then((started) => {
                  if (started) setAsking(false);
                });
              }}
            >
              Start full sync
            </Button>
          </>
        }
      />
    </>
  );
}
