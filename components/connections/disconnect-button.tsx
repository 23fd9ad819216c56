"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { disconnectAnswer } from "#lib/contracts/quickbooks-connection.ts";
import { roleDisabledReason } from "../company/disabled-reasons.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useMutation } from "../data/use-mutation.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/modal.tsx";

export interface DisconnectButtonProps {
  readonly companyId: string;
  readonly companyName: string;
}

export function DisconnectButton({ companyId, companyName }: DisconnectButtonProps) {
  const { role } = useViewer();
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const disconnect = useMutation({
    send: async () => {
      const body = { companyId };
      const { message } = await sendJson("POST", "/api/quickbooks/disconnect", body, disconnectAnswer);
      return message;
    },
    failed: "QuickBooks is still connected",
    onDone: () => router.refresh(),
  });
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        disabledReason={roleDisabledReason(role)}
        data-testid="disconnect-quickbooks"
        onClick={() => setAsking(true)}
      >
        Disconnect…
      </Button>
      <Modal
        open={asking}
        onOpenChange={setAsking}
        title={`Disconnect ${companyName}?`}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Keep connected</Button>
            <Button
              variant="danger"
              data-testid="confirm-disconnect"
              busy={disconnect.underWay ? "Disconnecting…" : null}
              onClick={() => {
                void disconnect.run(undefined).then((done) => {
                  if (done) setAsking(false);
                });
              }}
            >
              Disconnect
            </Button>
          </>
        }
      >
        <dl className="flex flex-col gap-3">
          <div>
            <dt className="font-medium">What ends</dt>
            <dd className="text-ink-soft">
              Syncing stops at once. Tieout gives its access back to Intuit and deletes it here.
            </dd>
          </div>
          <div>
            <dt className="font-medium">What stays</dt>
            <dd className="text-ink-soft">
              Every record imported so far, with its lines, versions and original data. If you connect the
              same QuickBooks company again, syncing continues from there.
            </dd>
          </div>
        </dl>
      </Modal>
    </>
  );
}
