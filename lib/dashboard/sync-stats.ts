// The firm's sync dashboard. Asked every few seconds by each open browser, so it stays at a handful of
// statements however many companies there are.

import type { PersonActor } from "#lib/core/actor.ts";
import { allConnectionStates, connectionStates } from "#lib/books/connection-state.ts";
import type { ConnectionState } from "#lib/contracts/connection-state.ts";
import type { SyncStats } from "#lib/contracts/sync-stats.ts";
import { failures } from "#lib/core/failures.ts";
import { withTenant } from "#lib/db/scope.ts";
import {
  throttleAtShare,
  callBudgetOf,
  callBudgetOfApp,
  warnAtShare,
  type CallBudget,
} from "#lib/pacing/call-budget.ts";
import { firmsOverQuota } from "#lib/pacing/firm-quota.ts";
import { circuitState, type CircuitState } from "#lib/pacing/circuit.ts";
import { averageOf, endedByDay, endedOf, sumOf, type EndedRuns } from "./ended-by-day.ts";
import { readFirmFigures, type FirmFigures } from "./firm-figures.ts";
import { lastDays, type DayStart } from "./last-days.ts";
import { toGuideStats } from "./guide-stats.ts";
import { listNotableRuns } from "./notable-runs.ts";

const daysShown = 30;
const daysOfWeek = 7;

/** @param timeZone IANA's name of the reader's zone, in which days begin. */
export async function readSyncStats(
  actor: PersonActor,
  timeZone: string,
  now = new Date(),
): Promise<SyncStats> {
  const days = lastDays(now, timeZone, daysShown);
  const meterDays = lastDays(now, "UTC", daysShown);
  const firm = actor.organizationId;
  const [ofFirm, own, shared, circuit] = await Promise.all([
    withTenant(firm, async (sql) => ({
      figures: await readFirmFigures(sql, meterDays[0]?.day ?? ""),
      ended: await endedByDay(sql, days, now),
      runs: await listNotableRuns(sql),
    })),
    callBudgetOf(firm, now),
    callBudgetOfApp(now),
    circuitState(),
  ]);
  const { figures, ended, runs } = ofFirm;
  const isOver = (await firmsOverQuota(shared)).includes(firm);
  const today = sumOf(ended.slice(-1));
  const connections = toConnections(figures);
  const week = toWeek(sumOf(ended.slice(-daysOfWeek)));
  return {
    ...toGuideStats({ active: connections.active, endedToday: endedOf(today), week, ...runs }),
    at: now.toISOString(),
    workerHeardAt: figures.workerHeardAt?.toISOString() ?? null,
    connections,
    today: {
      succeeded: today.succeeded,
      incomplete: today.incomplete,
      failed: today.failed,
      records: today.records,
    },
    week,
    days: days.map(({ day }, index) => toDay(day, ended[index] ?? sumOf([]))),
    underWay: figures.running,
    queued: figures.queued,
    awaitingApproval: figures.awaitingApproval,
    ...runs,
    calls: toCalls(figures, own.used, isOver, shared, meterDays),
    circuit: toCircuit(circuit),
    webhooks: {
      waiting: figures.eventsWaiting,
      dead: figures.eventsDead,
      received24h: figures.eventsReceived24h,
    },
  };
}

function toConnections({ companies, connections }: FirmFigures): SyncStats["connections"] {
  const count = (state: ConnectionState): number => connections[state] ?? 0;
  const isActive = (state: ConnectionState): boolean =>
    connectionStates[state].live && !connectionStates[state].probed;
  return {
    active: allConnectionStates.filter(isActive).reduce((sum, state) => sum + count(state), 0),
    companies,
    byState: {
      connected: count("connected"),
      refreshing: count("refreshing"),
      needs_reconnect: count("needs_reconnect"),
      revoked: count("revoked"),
      subscription_lapsed: count("subscription_lapsed"),
      access_denied: count("access_denied"),
      disconnected: count("disconnected"),
      paused: count("paused"),
    },
  };
}

function toWeek(week: EndedRuns): SyncStats["week"] {
  const ended = endedOf(week);
  return {
    ended,
    successRate: averageOf(week.succeeded, ended),
    averageMs: averageOf(week.total_ms, ended),
    averageFullMs: averageOf(week.full_ms, week.full),
    averageChangesMs: averageOf(week.changes_ms, week.changes),
  };
}

function toDay(day: string, ended: EndedRuns): SyncStats["days"][number] {
  const { succeeded, incomplete, failed, total_ms: totalMs } = ended;
  return { day, succeeded, incomplete, failed, averageMs: averageOf(totalMs, endedOf(ended)) };
}

function toCalls(
  figures: FirmFigures,
  used: number,
  isOver: boolean,
  shared: CallBudget,
  days: readonly DayStart[],
): SyncStats["calls"] {
  const metered = (day: string): number => figures.calls[day] ?? 0;
  return {
    used,
    today: metered(days.at(-1)?.day ?? ""),
    usedByAll: shared.used,
    allowance: shared.allowance,
    forecast: shared.forecast,
    monthEndsAt: shared.monthEndsAt.toISOString(),
    state: isOver ? "over_quota" : shared.state,
    warnAtShare,
    throttleAtShare,
    days: days.map(({ day }) => ({ day, metered: metered(day) })),
  };
}

function toCircuit({ isOpen, openedAt, tryAgainAt }: CircuitState): SyncStats["circuit"] {
  return {
    state: isOpen ? "open" : "closed",
    since: openedAt?.toISOString() ?? null,
    tryAgainAt: tryAgainAt?.toISOString() ?? null,
    message: isOpen ? failures["quickbooks.circuit_open"].message : "QuickBooks answers.",
  };
}
