// `npm start`: the pages and the API. Next's own server takes `X-Forwarded-For` from anybody; here a request
// reaches it with the address that our own proxies vouch for, and a stop lets the requests under way end.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { parseArgs } from "node:util";

import { config } from "#lib/config/config.ts";
import { isAppError } from "#lib/core/app-error.ts";
import { doing } from "#lib/db/current-work.ts";
import { clientAddressBy } from "#lib/http/client-address.ts";
import { answerPage } from "#lib/http/unavailable/answer-page.ts";

// An orchestrator that sent SIGTERM kills after thirty seconds.
const drainMs = 18_000;

try {
  await serve();
} catch (thrown) {
  console.error(isAppError(thrown) ? thrown.message : thrown);
  process.exit(1);
}

async function serve(): Promise<void> {
  const { port, hostname } = readAddress();
  const clientAddressOf = clientAddressBy(config().trustedProxies);
  // Loaded after the configuration is known to be right: this takes a second.
  const { default: next } = await import("next");
  const pages = next({ dev: false, dir: import.meta.dirname, hostname, port });
  const answer = answerPage(pages.getRequestHandler());
  await pages.prepare();

  let isStopping = false;
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    if (!isReadable(request.url ?? "/")) {
      response.writeHead(400, { "Content-Type": "text/plain", "Cache-Control": "no-store" });
      response.end("This is not an address.");
      return;
    }
    request.headers["x-forwarded-for"] = clientAddressOf(request);
    // A connection that has just become idle would keep the server from ending.
    response.once("close", () => {
      if (isStopping) setImmediate(() => server.closeIdleConnections());
    });
    const left = new AbortController();
    response.once("close", () => {
      if (!response.writableFinished) left.abort();
    });
    doing({ kind: "interactive", left: left.signal }, () => answer(request, response)).catch(
      (thrown: unknown) => {
        console.error(thrown);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      },
    );
  });
  // Longer than a proxy keeps its own: else it sends a request into a connection that is just closing.
  server.keepAliveTimeout = 75_000;

  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => {
      server.closeAllConnections();
    }, drainMs).unref();
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, resolve);
  });
  console.log(`Ready on http://${hostname}:${port}`);
}

/** Next answers 500 to a path that cannot be decoded, as "/%". */
function isReadable(url: string): boolean {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/** As `next start` takes them: `-p 3000 -H 127.0.0.1`. Without them from PORT and HOST. */
function readAddress(): { port: number; hostname: string } {
  const { values } = parseArgs({
    options: { port: { type: "string", short: "p" }, hostname: { type: "string", short: "H" } },
  });
  const { web } = config();
  return { port: values.port ? Number(values.port) : web.port, hostname: values.hostname ?? web.host };
}
