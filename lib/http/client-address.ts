import type { IncomingMessage } from "node:http";

import proxyAddr from "proxy-addr";

/** Tells a request's address, believing `X-Forwarded-For` only as far as our own proxies wrote it. */
export type ClientAddressOf = (request: IncomingMessage) => string;

/**
 * @param trusted Addresses, networks (`10.0.0.0/8`) or `loopback`, `linklocal`, `uniquelocal`. None: the
 * header is never believed, and the address is that of whoever connected.
 *
 * @throws TypeError for what is none of these.
 */
export function clientAddressBy(trusted: readonly string[]): ClientAddressOf {
  const isTrusted = proxyAddr.compile([...trusted]);
  return (request) => proxyAddr(request, isTrusted);
}
