"use client";

import { ShieldCheck } from "lucide-react";
import { useState } from "react";

import { recordTypes } from "#lib/books/record-type.ts";
import { companyCheck, type CompanyCheck } from "#lib/contracts/check.ts";
import type { CompanyDetail } from "#lib/contracts/company.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useMutation } from "../data/use-mutation.ts";
import { formatCount } from "../format/figures.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/modal.tsx";
import { StatusShape } from "../ui/status.tsx";
import { roleDisabledReason } from "./disabled-reasons.ts";
import { useRequestSync } from "./use-request-sync.ts";

const tones = { good: "good", warning: "warn", bad: "bad" } as const;
const subjects = { connection: "Connection", tokens: "Access", counts: "Counts", gaps: "Gaps" } as const;

/** Checks whether the books can be synced, and match QuickBooks. Changes nothing. */
export function CheckButton({ company }: { readonly company: CompanyDetail }) {
  const { role } = useViewer();
  const [found, setFound] = useState<CompanyCheck | null>(null);
  const [open, setOpen] = useState(false);
  const check = useMutation({
    send: async () => {
      setFound(await sendJson("POST", `/api/companies/${company.id}/check`, {}, companyCheck));
      setOpen(true);
      return null;
    },
    failed: "The check could not be made",
  });
  const never = company.connection === null ? "This company is not connected to QuickBooks yet." : null;
  return (
    <>
      <Button
        icon={<ShieldCheck size={15} aria-hidden />}
        disabledReason={roleDisabledReason(role) ?? never}
        busy={check.underWay ? "Checking…" : null}
        data-testid="check-company"
        onClick={() => void check.run(undefined)}
      >
        Check
      </Button>
      {found === null ? null : (
        <CheckResult companyId={company.id} check={found} open={open} onOpenChange={setOpen} />
      )}
    </>
  );
}

interface CheckResultProps {
  readonly companyId: string;
  readonly check: CompanyCheck;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

function CheckResult({ companyId, check, open, onOpenChange }: CheckResultProps) {
  const sync = useRequestSync(companyId);
  const different = check.types.filter((type) => type.sourceCount !== type.ourCount);
  const repair = () => {
    void sync.run("repair").then((started) => {
      if (started) onOpenChange(false);
    });
  };
  return (
    <Modal
      open={open}
      onOpenChange={onOpenChange}
      title={check.isGood ? "Everything is in order" : "Something needs attention"}
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>Close</Button>
          {different.length === 0 ? null : (
            <Button variant="primary" busy={sync.underWay ? "Starting…" : null} onClick={repair}>
              Repair differences
            </Button>
          )}
        </>
      }
    >
      <ul className="flex flex-col gap-3" data-testid="check-findings">
        {check.findings.map((finding) => (
          <li key={`${finding.subject} ${finding.message}`} className="flex gap-3">
            <StatusShape tone={tones[finding.result]} className="mt-1" />
            <div>
              <p className="font-medium">{subjects[finding.subject]}</p>
              <p className="text-ink-soft">{finding.message}</p>
            </div>
          </li>
        ))}
      </ul>
      {different.length === 0 ? null : (
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">Type</th>
              <th scope="col" className="num">
                Tieout
              </th>
              <th scope="col" className="num">
                QuickBooks
              </th>
            </tr>
          </thead>
          <tbody>
            {different.map(({ recordType, ourCount, sourceCount, problem }) => (
              <tr key={recordType}>
                <th scope="row">{recordTypes[recordType].plural}</th>
                <td className="num">{formatCount(ourCount)}</td>
                <td className="num" title={problem ?? undefined}>
                  {sourceCount === null ? "not known" : formatCount(sourceCount)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Modal>
  );
}
