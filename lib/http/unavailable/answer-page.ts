// Pages while PostgreSQL is away: 503 and a page of our own, where Next would answer 500, or 200 and an error
// in it.

import type { IncomingMessage, ServerResponse } from "node:http";

import { createDatabaseProbe, type DatabaseProbe } from "./database-probe.ts";
import { observingDatabase } from "./lost-database.ts";
import { unavailablePage } from "./unavailable-page.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Next's handler for everything. A page is rendered only once PostgreSQL has answered a moment ago; when it
 * goes away during the rendering, what Next has to say with a status of 500 is replaced.
 *
 * Routes of the API answer 503 by themselves (`problemResponse`), and files need no database.
 */
export function answerPage(render: Answer, isDatabaseThere: DatabaseProbe = createDatabaseProbe()): Answer {
  return async (request, response) => {
    if (!isForPage(request)) return render(request, response);
    if (!(await isDatabaseThere())) {
      sendUnavailable(request, response);
      return;
    }
    await observingDatabase(async (state) => {
      replaceFailure(request, response, () => state.databaseLost);
      await render(request, response);
    });
  };
}

function isForPage({ method, url = "/" }: IncomingMessage): boolean {
  return (
    (method === "GET" || method === "HEAD") && !/^\/(?:_next|api|icon\.svg|favicon\.ico)(?:[/?]|$)/.test(url)
  );
}

const retryAfterSeconds = "5";

function sendUnavailable(request: IncomingMessage, response: ServerResponse): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.writeHead(503, {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Retry-After": retryAfterSeconds,
    "Content-Security-Policy":
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; " +
      "img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
  });
  response.end(request.method === "HEAD" ? undefined : unavailablePage(request.headers.cookie));
}

/**
 * Puts our page in the place of a failure whose head has not been sent yet. Node sends the head with the first
 * of `writeHead`, `write`, `end` and `flushHeaders`.
 */
function replaceFailure(request: IncomingMessage, response: ServerResponse, isLost: () => boolean): void {
  const original = {
    writeHead: response.writeHead.bind(response),
    write: response.write.bind(response),
    end: response.end.bind(response),
    flushHeaders: response.flushHeaders.bind(response),
  };
  let replaced = false;
  const replace = (status: number): boolean => {
    if (replaced) return true;
    if (response.headersSent || status < 500 || !isLost()) return false;
    replaced = true;
    Object.assign(response, original);
    sendUnavailable(request, response);
    Object.assign(response, guarded);
    return true;
  };
  const guarded = {
    writeHead: (status: number, ...rest: readonly unknown[]): unknown =>
      replace(status) ? response : applied(original.writeHead, [status, ...rest]),
    write: (...args: readonly unknown[]): unknown =>
      replace(response.statusCode) ? skipped(args, true) : applied(original.write, args),
    end: (...args: readonly unknown[]): unknown =>
      replace(response.statusCode) ? skipped(args, response) : applied(original.end, args),
    flushHeaders: (): void => {
      if (!replace(response.statusCode)) original.flushHeaders();
    },
  };
  Object.assign(response, guarded);
}

function applied(method: (...args: never[]) => unknown, args: readonly unknown[]): unknown {
  const answer: unknown = Reflect.apply(method, undefined, [...args]);
  return answer;
}

/** Whoever writes may wait to be told that it was done. */
function skipped<T>(args: readonly unknown[], answer: T): T {
  const done = args.at(-1);
  if (typeof done === "function") queueMicrotask(() => void Reflect.apply(done, undefined, []));
  return answer;
}
