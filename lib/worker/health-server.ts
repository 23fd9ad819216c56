import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { isReady } from "#lib/intuit-events/is-ready.ts";
import { mayReadMetrics, metricsContentType, renderMetrics } from "#lib/metrics/render-metrics.ts";

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/** The worker's /live, /ready and /metrics, for an orchestrator and Prometheus. Port 0 takes any. */
export async function startHealthServer(
  { host, port }: { readonly host: string; readonly port: number },
  isStopping: () => boolean,
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    answer(request, response, isStopping).catch(() => {
      if (!response.headersSent) response.writeHead(503);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return { port: address.port, close: () => close(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  isStopping: () => boolean,
): Promise<void> {
  const { status, text, type } = await answerTo(request, isStopping);
  response.writeHead(status, { "Content-Type": type ?? "text/plain", "Cache-Control": "no-store" });
  response.end(`${text}\n`);
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly type?: string;
}

async function answerTo(request: IncomingMessage, isStopping: () => boolean): Promise<Answer> {
  switch (request.url) {
    case "/live":
      return { status: 200, text: "live" };
    case "/ready": {
      const ready = !isStopping() && (await isReady());
      return ready ? { status: 200, text: "ready" } : { status: 503, text: "not ready" };
    }
    case "/metrics":
      if (!mayReadMetrics(request.headers.authorization))
        return { status: 401, text: "METRICS_TOKEN is missing" };
      return { status: 200, text: await renderMetrics(), type: metricsContentType };
    default:
      return { status: 404, text: "there is /live, /ready and /metrics" };
  }
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });
}
