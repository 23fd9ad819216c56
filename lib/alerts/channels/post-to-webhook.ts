import { request as requestPlain, type IncomingMessage } from "node:http";
import { request as requestTls, type RequestOptions } from "node:https";
import type { LookupFunction } from "node:net";

import { AppError } from "#lib/core/app-error.ts";
import {
  addressesFor,
  parseWebhookUrl,
  resolveBySystem,
  type Address,
  type Resolve,
} from "./public-address.ts";

const timeoutMs = 10_000;
/** Nothing in the answer is used; whoever sends more is hung up on. */
const mostBytes = 4 * 1024;

/**
 * Posts JSON to an address that a firm has given. The name is resolved once, what it resolves to is checked,
 * and the connection is made to just that. Redirects are not followed: they would lead past the check.
 *
 * @throws AppError `alert.address_refused`, or `alert.undelivered` with a sentence for the firm's people.
 */
export async function postToWebhook(
  text: string,
  body: unknown,
  resolve: Resolve = resolveBySystem,
): Promise<void> {
  const url = parseWebhookUrl(text);
  const signal = AbortSignal.timeout(timeoutMs);
  const isLate = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(late(url)), { once: true });
  });
  // The system's resolver cannot be called off.
  const addresses = await Promise.race([addressesFor(url, resolve), isLate]);
  const status = await send(url, JSON.stringify(body), addresses, signal).catch((cause: unknown) => {
    throw signal.aborted ? late(url) : unreachable(url, cause);
  });
  if (status >= 300 && status < 400) {
    throw new AppError(
      "alert.undelivered",
      `${url.host} sent us on elsewhere (${status}), where we do not go.`,
    );
  }
  if (status < 200 || status >= 400) {
    throw new AppError("alert.undelivered", `${url.host} answered ${status}.`);
  }
}

function send(url: URL, body: string, addresses: readonly Address[], signal: AbortSignal): Promise<number> {
  const options: RequestOptions = {
    method: "POST",
    headers: { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) },
    lookup: only(addresses),
    // A connection of its own: one that is kept might have been made for another check.
    agent: false,
    signal,
  };
  const request = url.protocol === "https:" ? requestTls : requestPlain;
  return new Promise((resolve, reject) => {
    request(url, options, (response) => {
      resolve(response.statusCode ?? 0);
      readLittle(response);
    })
      .on("error", reject)
      .end(body);
  });
}

/** Answers with what was checked, whatever name is asked for. */
function only(addresses: readonly Address[]): LookupFunction {
  return (_hostname, { all }, done) => {
    const [first] = addresses;
    if (all)
      done(
        null,
        addresses.map((address) => ({ ...address })),
      );
    else done(null, first?.address ?? "", first?.family ?? 4);
  };
}

function readLittle(response: IncomingMessage): void {
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) response.destroy();
  });
  // The status is all that we came for.
  response.on("error", () => undefined);
}

function late(url: URL): AppError {
  return new AppError("alert.undelivered", `${url.host} did not answer within ${timeoutMs / 1000} seconds.`);
}

function unreachable(url: URL, cause: unknown): AppError {
  const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
  return new AppError("alert.undelivered", `${url.host} could not be reached${code}.`, { cause });
}
