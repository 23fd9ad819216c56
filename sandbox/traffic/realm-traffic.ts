import type { SwitchValues } from "../switches/switch-catalogue.ts";
import { SlidingWindow } from "./sliding-window.ts";

/** Core calls are free at Intuit; CorePlus calls (reads, queries, CDC, reports, batches) are metered. */
export type CallClass = "core" | "corePlus";

export interface TrafficReport {
  readonly total: number;
  /** As the switch batchMetering says: one of the two below. */
  readonly metered: number;
  /** Each batch as one. */
  readonly meteredPerRequest: number;
  /** Each batch by its items. */
  readonly meteredPerItem: number;
  readonly free: number;
  readonly throttled: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly byKind: Readonly<Record<string, number>>;
  readonly peakPerSecond: number;
  readonly peakPerMinute: number;
  readonly concurrent: number;
  readonly peakConcurrent: number;
  /** Requests that found a limit reached, whether limits are enforced or not. */
  readonly violations: {
    readonly perSecond: number;
    readonly perMinute: number;
    readonly batchesPerMinute: number;
    readonly concurrency: number;
  };
}

/** Limits and counters of one company. Times are the sandbox clock's, so moving it clears the windows. */
export class RealmTraffic {
  #accepted = {
    second: new SlidingWindow(1000),
    minute: new SlidingWindow(60_000),
    batches: new SlidingWindow(60_000),
  };
  #arrived = { second: new SlidingWindow(1000), minute: new SlidingWindow(60_000) };
  #concurrent = 0;
  #counts = emptyCounts();

  /** Counts an arrival, which begin() has announced; false when it is over a limit that is enforced, and is to be answered 429. */
  arrive(isBatch: boolean, switches: Readonly<SwitchValues>, nowMs: number): boolean {
    const counts = this.#counts;
    this.#arrived.second.add(nowMs);
    this.#arrived.minute.add(nowMs);
    counts.peakPerSecond = Math.max(counts.peakPerSecond, this.#arrived.second.size(nowMs));
    counts.peakPerMinute = Math.max(counts.peakPerMinute, this.#arrived.minute.size(nowMs));

    const { second, minute, batches } = this.#accepted;
    const mostBatches = Math.min(switches.batchesPerMinute, switches.batchesPerMinuteOfRealm);
    const over = {
      perSecond: second.size(nowMs) >= switches.requestsPerSecond,
      perMinute: minute.size(nowMs) >= switches.requestsPerMinute,
      batchesPerMinute: isBatch && batches.size(nowMs) >= mostBatches,
      concurrency: this.#concurrent > switches.concurrencyWatched,
    };
    if (over.perSecond) counts.violations.perSecond += 1;
    if (over.perMinute) counts.violations.perMinute += 1;
    if (over.batchesPerMinute) counts.violations.batchesPerMinute += 1;
    if (over.concurrency) counts.violations.concurrency += 1;

    const isCrowded = switches.concurrentRequests > 0 && this.#concurrent > switches.concurrentRequests;
    if (switches.enforceLimits && (over.perSecond || over.perMinute || over.batchesPerMinute || isCrowded))
      return false;
    second.add(nowMs);
    minute.add(nowMs);
    if (isBatch) batches.add(nowMs);
    return true;
  }

  /** A request's first byte is here; end() when its answer has gone. */
  begin(): void {
    this.#concurrent += 1;
    this.#counts.peakConcurrent = Math.max(this.#counts.peakConcurrent, this.#concurrent);
  }

  end(): void {
    this.#concurrent -= 1;
  }

  /** Only successful calls are metered at Intuit. `items` is 1 for what is no batch. */
  record(kind: string, callClass: CallClass, status: number, items: number, isPerItem: boolean): void {
    const counts = this.#counts;
    counts.total += 1;
    counts.byStatus[status] = (counts.byStatus[status] ?? 0) + 1;
    counts.byKind[kind] = (counts.byKind[kind] ?? 0) + 1;
    if (status === 429) counts.throttled += 1;
    if (status < 200 || status > 299) return;
    if (callClass === "core") {
      counts.free += 1;
      return;
    }
    counts.metered += isPerItem ? items : 1;
    counts.meteredPerRequest += 1;
    counts.meteredPerItem += items;
  }

  report(): TrafficReport {
    return { ...structuredClone(this.#counts), concurrent: this.#concurrent };
  }

  /** Sets the counters to zero; the windows of the limits stay. */
  reset(): void {
    this.#counts = emptyCounts();
    this.#arrived = { second: new SlidingWindow(1000), minute: new SlidingWindow(60_000) };
  }
}

function emptyCounts() {
  return {
    total: 0,
    metered: 0,
    meteredPerRequest: 0,
    meteredPerItem: 0,
    free: 0,
    throttled: 0,
    byStatus: {} as Record<string, number>,
    byKind: {} as Record<string, number>,
    peakPerSecond: 0,
    peakPerMinute: 0,
    peakConcurrent: 0,
    violations: { perSecond: 0, perMinute: 0, batchesPerMinute: 0, concurrency: 0 },
  };
}
