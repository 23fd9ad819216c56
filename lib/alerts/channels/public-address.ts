// Where a firm's webhook may lead. A firm names the host, and we connect to it from inside the network that
// Tieout runs in: without this, it could reach what only that network should.

import { lookup } from "node:dns/promises";

import ipaddr from "ipaddr.js";

import { config } from "#lib/config/config.ts";
import { AppError } from "#lib/core/app-error.ts";

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a name, as the system resolves it. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

/** Gives up on a name server that does not answer: the system's own patience may be half a minute. */
export const resolveBySystem: Resolve = (hostname) => {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("the name server did not answer")), resolveMs);
  return Promise.race([lookup(hostname, { all: true, order: "verbatim" }), late]).finally(() =>
    clearTimeout(timer),
  );
};

const resolveMs = 5_000;

const globalUnicast = ipaddr.parseCIDR("2000::/3");

/**
 * Whether an address is one of the public internet. All that is set aside for something is not: loopback,
 * private, link-local (with the clouds' metadata), unique-local, shared, multicast, documentation, IPv4 within
 * IPv6 in any of its forms.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  // What IPv6 has not given out yet counts as unicast there, too.
  return address instanceof ipaddr.IPv4 || address.match(globalUnicast);
}

/**
 * A webhook's address, as far as can be told without asking anybody.
 *
 * @throws AppError `alert.address_refused` in words for whoever typed it.
 */
export function parseWebhookUrl(text: string, { mode } = config()): URL {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) throw rejected("This is not the address of a webhook.");
  if (url.protocol === "http:" && mode === "production") {
    throw rejected("The address must start with https://, so that nobody can read along.");
  }
  if (url.username !== "" || url.password !== "") {
    throw rejected("The address must hold no user name and no password.");
  }
  return url;
}

/**
 * The addresses that a connection for this URL may be made to. The caller connects to one of them and does
 * not resolve the name again: a name may lead elsewhere the next time.
 *
 * @throws AppError `alert.address_refused` when any of them is not public and the operator has not allowed
 * the host; `alert.undelivered` when the name is not known.
 */
export async function addressesFor(url: URL, resolve: Resolve): Promise<readonly Address[]> {
  // An IPv6 address stands in brackets in a URL.
  const hostname = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const addresses = await resolve(hostname).catch((cause: unknown) => {
    throw new AppError("alert.undelivered", `${url.hostname} is not known in the DNS.`, { cause });
  });
  if (addresses.length === 0) {
    throw new AppError("alert.undelivered", `${url.hostname} is not known in the DNS.`);
  }
  if (isAllowed(url)) return addresses;
  if (!addresses.every(({ address }) => isPublicAddress(address))) {
    throw rejected("This address leads into a private network, where Tieout does not send.");
  }
  return addresses;
}

/** A host of the operator's own network, with or without its port. */
function isAllowed(url: URL): boolean {
  const { webhookHosts } = config().alerts;
  return webhookHosts.includes(url.host) || webhookHosts.includes(url.hostname);
}

function rejected(message: string): AppError {
  return new AppError("alert.address_rejected", message);
}
