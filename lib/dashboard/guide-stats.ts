import type { SyncRun } from "#lib/contracts/sync-run.ts";
import type { GuideStats, SyncStats } from "#lib/contracts/sync-stats.ts";

interface Figures extends Pick<SyncStats, "week" | "recent" | "failing"> {
  readonly active: number;
  readonly endedToday: number;
}

/**
 * The dashboard's figures in the words of the setup guide for integrators, for clients written after it.
 * `successRate` in percent, `avgSyncTime` in seconds, both to one decimal; null where no run has ended.
 */
export function toGuideStats({ active, endedToday, week, recent, failing }: Figures): GuideStats {
  const { successRate, averageMs } = week;
  return {
    activeConnections: active,
    dailySyncs: endedToday,
    successRate: successRate === null ? null : oneDecimal(successRate * 100),
    avgSyncTime: averageMs === null ? null : oneDecimal(averageMs / 1000),
    recentSyncs: recent.map(toRecentSync),
    recentErrors: failing.flatMap(({ run }) => toRecentError(run)),
  };
}

function toRecentSync(run: SyncRun): GuideStats["recentSyncs"][number] {
  const { seen, failed } = run.counts;
  return {
    id: run.id,
    organizationId: run.companyId,
    organizationName: run.companyName,
    syncType: run.kind,
    status: run.state,
    startedAt: run.startedAt,
    completedAt: run.finishedAt,
    recordsProcessed: seen,
    recordsSuccess: Math.max(0, seen - failed),
    recordsFailed: failed,
  };
}

/** None for a run that ended incomplete without a failure of its own. */
function toRecentError(run: SyncRun): GuideStats["recentErrors"] {
  if (!run.error) return [];
  return [
    {
      syncId: run.id,
      organizationId: run.companyId,
      organizationName: run.companyName,
      code: run.error.code,
      message: run.error.message,
      occurredAt: run.finishedAt,
    },
  ];
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
