import type { IncomingMessage } from "node:http";

import { describe, expect, test } from "vitest";

import { clientAddressBy } from "#lib/http/client-address.ts";
import { withinThisSite } from "#lib/http/within-this-site.ts";

function from(remoteAddress: string, forwardedFor?: string): IncomingMessage {
  const headers = forwardedFor === undefined ? {} : { "x-forwarded-for": forwardedFor };
  /* All that is read of a request here. */
  return { headers, socket: { remoteAddress }, connection: { remoteAddress } } as unknown as IncomingMessage;
}

describe("the address of a client", () => {
  test.each([
    ["203.0.113.9", undefined, ["loopback"], "203.0.113.9"],
    ["203.0.113.9", "198.51.100.1", ["loopback"], "203.0.113.9"],
    ["203.0.113.9", "198.51.100.1, 127.0.0.1", [], "203.0.113.9"],
    ["127.0.0.1", "198.51.100.1", ["loopback"], "198.51.100.1"],
    ["::ffff:127.0.0.1", "198.51.100.1", ["loopback"], "198.51.100.1"],
    ["10.1.2.3", "198.51.100.1, 203.0.113.7, 10.9.9.9", ["10.0.0.0/8"], "203.0.113.7"],
    ["10.1.2.3", "10.4.4.4", ["10.0.0.0/8"], "10.4.4.4"],
    ["2001:db8::1", "198.51.100.1", ["2001:db8::/32"], "198.51.100.1"],
  ])("of %s with X-Forwarded-For %s, trusting %j, is %s", (socket, header, trusted, address) => {
    expect(clientAddressBy(trusted)(from(socket, header))).toBe(address);
  });

  test("refuses a network that is none", () => {
    expect(() => clientAddressBy(["10.0.0.0/99"])).toThrow(TypeError);
  });
});

describe("where a person goes after signing in", () => {
  test.each([
    ["/companies?page=2#top", "/companies?page=2#top"],
    ["/", "/"],
    [undefined, "/"],
    ["", "/"],
    ["https://elsewhere.example/", "/"],
    ["//elsewhere.example", "/"],
    ["/\\elsewhere.example", "/"],
    ["/.//elsewhere.example", "/"],
    ["/..//elsewhere.example", "/"],
    ["/a/../..//elsewhere.example", "/"],
    ["/%2e//elsewhere.example", "/"],
    ["/./\\elsewhere.example", "/"],
    ["/\t/elsewhere.example", "/"],
    ["/\n//elsewhere.example", "/"],
    ["javascript:alert(1)", "/"],
    ["/javascript:alert(1)", "/javascript:alert(1)"],
  ])("from %j is %j", (given, home) => {
    expect(withinThisSite(given)).toBe(home);
  });
});
