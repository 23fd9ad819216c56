"use client";

import Link from "next/link";

import type { SyncStats } from "#lib/contracts/sync-stats.ts";
import { countOf } from "../format/figures.ts";
import { Callout } from "../ui/callout.tsx";
import { useNow } from "../ui/now.tsx";
import { Time } from "../ui/time.tsx";

/* A worker's clock ticks every ten to fifteen seconds. */
const silentAfterMs = 60_000;

/** What stands in the way of all companies at once, the worst first. */
export function DashboardCallouts({ stats }: { readonly stats: SyncStats }) {
  const { circuit, awaitingApproval, webhooks } = stats;
  return (
    <div className="flex flex-col gap-3 empty:hidden">
      <NoWorker heardAt={stats.workerHeardAt} />
      {circuit.state === "open" ? (
        <Callout tone="bad" title="QuickBooks is not answering" live testId="circuit-open">
          {circuit.since === null ? null : (
            <>
              Since <Time at={circuit.since} />.{" "}
            </>
          )}
          Syncs wait and resume automatically.{" "}
          {circuit.tryAgainAt === null ? null : (
            <>
              QuickBooks is asked again <Time at={circuit.tryAgainAt} />.
            </>
          )}
        </Callout>
      ) : null}
      {awaitingApproval > 0 ? (
        <Callout
          tone="bad"
          title={`${countOf(awaitingApproval, "sync awaits", "syncs await")} approval of deletions`}
          action={
            <Link className="link font-medium" href="/?status=attention">
              View companies
            </Link>
          }
        >
          Many records are missing in QuickBooks at once. Nothing is marked as deleted until someone approves.
        </Callout>
      ) : null}
      {webhooks.dead > 0 ? (
        <Callout
          tone="warn"
          title={`${countOf(webhooks.dead, "webhook event", "webhook events")} could not be processed`}
          action={
            <Link className="link font-medium" href="/admin/webhooks?state=dead">
              View and replay
            </Link>
          }
        >
          Their changes are imported with the next scheduled sync at the latest.
        </Callout>
      ) : null}
    </div>
  );
}

function NoWorker({ heardAt }: { readonly heardAt: string | null }) {
  const now = useNow();
  if (heardAt !== null && now.getTime() - new Date(heardAt).getTime() < silentAfterMs) return null;
  return (
    <Callout tone="bad" title="No worker is running" live testId="no-worker">
      {heardAt === null ? (
        "No worker has ever reported. "
      ) : (
        <>
          The last one reported <Time at={heardAt} />.{" "}
        </>
      )}
      Nothing is synced until the administrator of this installation starts one with{" "}
      <code>npm run worker</code>. Webhook events are kept until then.
    </Callout>
  );
}
