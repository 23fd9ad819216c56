import Link from "next/link";
import type { ReactNode } from "react";

import type { SyncStats } from "#lib/contracts/sync-stats.ts";
import { countOf, formatCount, formatShare } from "../format/figures.ts";
import { formatDuration } from "../format/times.ts";
import { Status } from "../ui/status.tsx";

interface TileProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly children: ReactNode;
  readonly testId: string;
}

function Tile({ label, value, children, testId }: TileProps) {
  return (
    <div className="card flex min-w-0 flex-col gap-1 p-4 sm:p-5">
      <dt className="text-ink-soft">{label}</dt>
      <dd
        className="text-[1.9rem] leading-tight font-semibold tracking-tight tabular-nums"
        data-testid={testId}
      >
        {value}
      </dd>
      <dd className="flex flex-col gap-0.5 text-[0.9rem] text-ink-soft">{children}</dd>
    </div>
  );
}

const none = <span className="text-ink-faint">none yet</span>;

export function StatTiles({ stats: { connections, today, week } }: { readonly stats: SyncStats }) {
  const endedToday = today.succeeded + today.incomplete + today.failed;
  return (
    <dl className="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4">
      <Tile label="Active connections" value={formatCount(connections.active)} testId="active-connections">
        <span>of {countOf(connections.companies, "company", "companies")}</span>
        <ConnectionStates byState={connections.byState} />
      </Tile>
      <Tile label="Syncs today" value={formatCount(endedToday)} testId="syncs-today">
        <span>{countOf(today.records, "record")} read</span>
        {today.failed > 0 ? <Status tone="bad" word={`${formatCount(today.failed)} failed`} /> : null}
        {today.incomplete > 0 ? (
          <Status tone="warn" word={`${formatCount(today.incomplete)} incomplete`} />
        ) : null}
      </Tile>
      <Tile
        label="Success rate, 7 days"
        value={week.successRate === null ? none : formatShare(week.successRate)}
        testId="success-rate"
      >
        <span>of {countOf(week.ended, "finished sync")}</span>
      </Tile>
      <Tile
        label="Average time, 7 days"
        value={week.averageMs === null ? none : formatDuration(week.averageMs)}
        testId="average-time"
      >
        {week.averageChangesMs === null ? null : <span>Changes {formatDuration(week.averageChangesMs)}</span>}
        {week.averageFullMs === null ? null : <span>Full syncs {formatDuration(week.averageFullMs)}</span>}
      </Tile>
    </dl>
  );
}

/** What is not as it should be, in the order of urgency; the rest is no news. */
function ConnectionStates({ byState }: { readonly byState: SyncStats["connections"]["byState"] }) {
  const reconnect = byState.needs_reconnect + byState.revoked + byState.access_denied;
  return (
    <>
      {reconnect > 0 ? (
        <Link href="/settings/integrations" className="w-fit hover:underline">
          <Status tone="bad" word={`${formatCount(reconnect)} to reconnect`} />
        </Link>
      ) : null}
      {byState.subscription_lapsed > 0 ? (
        <Status tone="warn" word={`${formatCount(byState.subscription_lapsed)} with a lapsed subscription`} />
      ) : null}
      {byState.paused > 0 ? <Status tone="paused" word={`${formatCount(byState.paused)} paused`} /> : null}
    </>
  );
}
