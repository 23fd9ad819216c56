// What this process tells Prometheus. Labels are few and closed: no company, no firm, no record.

import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";

export interface Metrics {
  readonly registry: Registry;
  readonly jobs: Counter<"job" | "outcome">;
  readonly jobSeconds: Histogram<"job">;
  readonly jobWaitSeconds: Histogram<"lane">;
  readonly calls: Counter<"kind" | "outcome">;
  readonly callSeconds: Histogram<"kind">;
  readonly webhookEvents: Counter<"state">;
}

declare global {
  // Next bundles each route by itself, so the registry hangs on the process and not on this module.
  var tieoutMetrics: Metrics | undefined;
}

/** The process's own, made on first use and shared by all of Next's bundles. */
export function metrics(): Metrics {
  globalThis.tieoutMetrics ??= createMetrics();
  return globalThis.tieoutMetrics;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    jobs: new Counter({
      name: "tieout_jobs_total",
      help: "Jobs ended, by name and outcome",
      labelNames: ["job", "outcome"],
      registers,
    }),
    jobSeconds: new Histogram({
      name: "tieout_job_duration_seconds",
      help: "Time that jobs took",
      labelNames: ["job"],
      buckets: seconds,
      registers,
    }),
    jobWaitSeconds: new Histogram({
      name: "tieout_job_wait_seconds",
      help: "Time that jobs waited after they could have started",
      labelNames: ["lane"],
      buckets: seconds,
      registers,
    }),
    calls: new Counter({
      name: "tieout_quickbooks_calls_total",
      help: "Calls to QuickBooks, by kind and outcome",
      labelNames: ["kind", "outcome"],
      registers,
    }),
    callSeconds: new Histogram({
      name: "tieout_quickbooks_call_duration_seconds",
      help: "Time that QuickBooks took to answer",
      labelNames: ["kind"],
      buckets: seconds,
      registers,
    }),
    webhookEvents: new Counter({
      name: "tieout_webhook_events_total",
      help: "Webhook events: received in all, not seen before, and of these of a realm that is not connected here or of none that can be read",
      labelNames: ["state"],
      registers,
    }),
  };
}
