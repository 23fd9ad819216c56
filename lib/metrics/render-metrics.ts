import { timingSafeEqual } from "node:crypto";

import { Registry } from "prom-client";

import { config } from "#lib/config/config.ts";
import { sha256 } from "#lib/crypto/digest.ts";
import { metrics } from "./registry.ts";
import { sharedState } from "./shared-state.ts";

export const metricsContentType = Registry.PROMETHEUS_CONTENT_TYPE;

/** This process's own figures and the shared ones, in Prometheus' text format. */
export async function renderMetrics(): Promise<string> {
  const shared = await sharedState();
  return `${await metrics().registry.metrics()}\n${await shared.metrics()}`;
}

/** Whether an Authorization header carries METRICS_TOKEN. Without a token set, nobody may read. */
export function mayReadMetrics(authorization: string | null | undefined): boolean {
  const { metricsToken } = config();
  if (!metricsToken) return false;
  // Hashed, so that both sides have one length whatever was sent.
  const given = Buffer.from(sha256(authorization ?? ""));
  return timingSafeEqual(given, Buffer.from(sha256(`Bearer ${metricsToken}`)));
}
