import { beforeAll, describe, expect, it } from "vitest";

import {
  addressesFor,
  isPublicAddress,
  parseWebhookUrl,
  type Resolve,
} from "#lib/alerts/channels/public-address.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";

beforeAll(() => {
  setTestEnvironment({
    databaseUrl: "postgres://nobody@127.0.0.1:9/none",
    more: { ALERT_WEBHOOK_HOSTS: "Chat.Internal:8065, 10.1.2.3" },
  });
});

const publicAddresses = [
  "8.8.8.8",
  "1.1.1.1",
  "93.184.216.34",
  "172.15.0.1",
  "172.32.0.1",
  "2606:4700:4700::1111",
];

/** Each set aside by an RFC for something other than the public internet. */
const others = [
  "0.0.0.0",
  "10.0.0.1",
  "100.64.0.1",
  "127.0.0.1",
  "127.8.8.8",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.192",
  "192.0.2.1",
  "192.168.1.1",
  "198.18.0.1",
  "198.51.100.1",
  "203.0.113.1",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::7f00:1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "::ffff:0:10.0.0.1",
  "64:ff9b::a00:1",
  "64:ff9b:1::a00:1",
  "100::1",
  "2001::1",
  "2001:db8::1",
  "2002:a00:1::1",
  "4000::1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "not an address",
  "",
];

describe("an address", () => {
  it.each(publicAddresses)("%s is one of the public internet", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  it.each(others)("%s is none of the public internet", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("a webhook's URL", () => {
  const production = { mode: "production" } as Parameters<typeof parseWebhookUrl>[1];

  it("is https in production", () => {
    expect(() => parseWebhookUrl("http://hooks.example/x", production)).toThrow("https://");
    expect(parseWebhookUrl("https://hooks.example/x", production).href).toBe("https://hooks.example/x");
  });

  it.each(["https://user@hooks.example/", "https://:secret@hooks.example/", "https://a:b@hooks.example/"])(
    "holds no user and no password: %s",
    (text) => {
      expect(() => parseWebhookUrl(text)).toThrow("no user name");
    },
  );

  it.each([
    "ftp://hooks.example/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "//hooks.example",
    "hooks",
    "https://",
  ])("is one: %s", (text) => {
    expect(() => parseWebhookUrl(text)).toThrow("not the address of a webhook");
  });
});

const answers =
  (...addresses: readonly string[]): Resolve =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })));

describe("what a name resolves to", () => {
  it("is refused as soon as one of its addresses is not public", async () => {
    const url = new URL("https://hooks.example/x");
    await expect(addressesFor(url, answers("8.8.8.8", "10.0.0.1"))).rejects.toMatchObject({
      code: "alert.address_rejected",
    });
    expect(await addressesFor(url, answers("8.8.8.8"))).toEqual([{ address: "8.8.8.8", family: 4 }]);
  });

  it("is not known where there is nothing", async () => {
    const url = new URL("https://hooks.example/x");
    const unknown = { code: "alert.undelivered", message: "hooks.example is not known in the DNS." };
    await expect(addressesFor(url, answers())).rejects.toMatchObject(unknown);
    await expect(addressesFor(url, () => Promise.reject(new Error("ENOTFOUND")))).rejects.toMatchObject(
      unknown,
    );
  });

  it.each([
    "https://[::1]/",
    "https://[::ffff:7f00:1]/",
    "https://0x7f.1/",
    "https://2130706433/",
    "https://127.1/",
  ])("is refused however an address of the machine itself is written: %s", async (text) => {
    const asIs: Resolve = (hostname) => answers(hostname)(hostname);
    await expect(addressesFor(parseWebhookUrl(text), asIs)).rejects.toMatchObject({
      code: "alert.address_rejected",
    });
  });

  it("may be of the operator's own network where the operator has said so, on that port alone", async () => {
    const inside = answers("10.9.9.9");
    await expect(addressesFor(new URL("http://chat.internal:8065/x"), inside)).resolves.toHaveLength(1);
    await expect(addressesFor(new URL("http://chat.internal:5432/x"), inside)).rejects.toMatchObject({
      code: "alert.address_rejected",
    });
    await expect(addressesFor(new URL("http://10.1.2.3:1234/"), answers("10.1.2.3"))).resolves.toHaveLength(
      1,
    );
  });
});
