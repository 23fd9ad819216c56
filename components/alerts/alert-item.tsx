import Link from "next/link";

import type { Alert } from "#lib/contracts/alerts.ts";
import { roleDisabledReason } from "../company/disabled-reasons.ts";
import type { Mutation } from "../data/use-mutation.ts";
import { countOf } from "../format/figures.ts";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { StatusShape } from "../ui/status.tsx";
import { Time } from "../ui/time.tsx";
import { alertStyle } from "./alert-style.ts";

export interface AlertItemProps {
  readonly alert: Alert;
  readonly dismiss: Mutation<Alert>;
}

export function AlertItem({ alert, dismiss }: AlertItemProps) {
  const { role } = useViewer();
  const { tone, where, doThis, whoCan } = alertStyle(alert, role);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 px-5 py-4">
      <StatusShape
        tone={alert.state === "open" ? tone : alert.state === "recovered" ? "good" : "off"}
        className="mt-1"
      />
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-medium">{alert.message}</p>
        {whoCan === null || alert.state !== "open" ? null : <p className="text-ink-soft">{whoCan}</p>}
        <p className="text-[0.9rem] text-ink-faint">
          Since <Time at={alert.openedAt} />
          {alert.timesSeen > 1 ? `, seen ${countOf(alert.timesSeen, "time")}` : ""}
          {alert.notifiedAt === null ? "" : ", sent to an alert channel"}
          {alert.recoveredAt === null ? null : (
            <>
              , recovered <Time at={alert.recoveredAt} />
            </>
          )}
        </p>
      </div>
      {alert.state === "open" ? (
        <div className="flex flex-wrap items-center gap-2 pl-5 sm:pl-0">
          <Link href={where} className="link px-2 font-medium">
            {doThis}
          </Link>
          <Button
            size="small"
            disabledReason={roleDisabledReason(role)}
            busy={dismiss.underWay ? "Dismissing…" : null}
            onClick={() => void dismiss.run(alert)}
          >
            Dismiss
          </Button>
        </div>
      ) : null}
    </li>
  );
}
